"""The folder ``shown/``: bounded however long a run is, and harmless whatever lies in it."""

from __future__ import annotations

import contextlib
import io
import json
import random
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import continued
from trainer_core import Recipe
from trainer_core.errors import Message, RunFolderError, plural
from trainer_core.files.number_arrays import pack, read_arrays
from trainer_core.history.history import History
from trainer_core.library.replay import Replay
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated
from trainer_core.protocol.reports import DataReport, DeviceReport, Evaluation, ModelReport
from trainer_core.runs.shown import examples as of_examples
from trainer_core.runs.shown import folder as of_folder
from trainer_core.runs.shown import record_file
from trainer_core.runs.shown.about import About, read_about
from trainer_core.runs.shown.evaluations import file_of, read_evaluated
from trainer_core.runs.shown.examples import ANSWERS, ShownAnswers, ShownExamples, read_examples
from trainer_core.runs.shown.folder import SHOWN, ShownFolder, kept_evaluations, kept_weights, weights_bytes
from trainer_core.runs.shown.log import Place, read_lines
from trainer_core.runs.shown.messages import as_values, from_values
from trainer_core.runs.shown.record_file import read_records
from trainer_core.runs.shown.thinning import spread
from trainer_core.tasks import Scores

ABOUT = About(
    DataReport("moons", "Moons", "binary", ("A", "B"), (2,), 10, 2, 3, Message("In {place}.", {"place": "memory"})),
    ModelReport("Net", 12, "Net()"),
    DeviceReport("auto", "cpu", "CPU", 1, Message("No GPU.")),
    8,
)
EXAMPLES = ShownExamples((4, 2), np.zeros((2, 3), np.float32), np.array([0, 1]), 2, probabilities=True)


def evaluated(epoch: int, examples: int = 6, split: Split = Split.VALIDATION) -> Evaluated:
    truth = (np.arange(examples) % 2).astype(np.int16)
    scores = Scores(
        {"accuracy": 1.0, "roc_auc": float("nan")},
        truth,
        truth,
        np.linspace(0, 1, examples, dtype=np.float32),
        np.linspace(0, 1, examples, dtype=np.float32),
        np.diag([examples // 2, examples // 2]).astype(np.int64),
    )
    return Evaluated(1, epoch, 8 * epoch, Evaluation(split, examples, 0.5, scores))


@pytest.fixture
def shown(tmp_path: Path) -> ShownFolder:
    folder = ShownFolder(tmp_path)
    folder.begin(ABOUT, EXAMPLES, None)
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a small run."""
    folder = tmp_path_factory.mktemp("kept") / "run"
    recipe = Recipe.from_dict(
        {
            "data": {"source": "moons", "batch_size": 64},
            "loss": {"name": "BCEWithLogitsLoss"},
            "training": {"epochs": 2, "device": "cpu", "threads": 1, "epoch_weights": True},
        }
    )
    Driver().start(recipe, folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def laid_out(files: dict[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_about_comes_back_as_it_was(shown: ShownFolder) -> None:
    assert read_about(shown.path) == ABOUT


def test_answers_of_a_long_run_stay_few_and_evenly_spread(shown: ShownFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_examples, "_MOST_RECORDS", 20)
    for step in range(500):
        shown.add_answers(EXAMPLES.record(step, step // 10, float(step), np.full((2, 2), step / 1000, np.float32)))
        assert len(read_records(shown.path / ANSWERS, EXAMPLES)) <= 20
    answers = ShownAnswers(read_records(shown.path / ANSWERS, EXAMPLES))

    assert (answers.steps[0], answers.steps[-1]) == (0, 499)
    assert np.diff(answers.steps).max() <= 150
    assert answers.at(answers.index_at(499))[0, 0] == pytest.approx(0.499, abs=1e-3)
    assert answers.index_at(-1) == -1


def test_answers_with_very_many_classes_take_no_more_room(shown: ShownFolder) -> None:
    wide = ShownExamples(tuple(range(24)), np.zeros((24, 3), np.float32), np.zeros(24, np.int64), 1000, True)
    assert wide.most_records * wide.record_type.itemsize <= 17_000_000


def test_evaluations_and_weights_of_a_long_run_stay_few(shown: ShownFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_folder, "MOST_EVALUATIONS", 10)
    monkeypatch.setattr(of_folder, "MOST_WEIGHTS", 10)
    for epoch in range(1, 60):
        shown.write_evaluation(*file_of(evaluated(epoch)))
        shown.write_weights(epoch, {"weight": torch.zeros(1)})
    for found in (kept_evaluations(shown.path), kept_weights(shown.path)):
        assert len(found) <= 10
        assert (min(found), max(found)) == (1, 59)
        assert np.diff(list(found)).max() <= 24


def test_of_very_many_examples_some_are_kept_and_all_are_counted(shown: ShownFolder) -> None:
    shown.write_evaluation(*file_of(evaluated(1, 300_000)))
    path = kept_evaluations(shown.path)[1]
    found = read_evaluated(path).evaluation
    assert path.stat().st_size < 300_000
    assert found.examples == int(found.scores.confusion.sum()) == 300_000
    assert 1000 < len(found.scores.truth) == len(found.scores.confidence) <= 20_000
    assert found.scores.confidence[[0, -1]].tolist() == [0.0, 1.0]


def test_the_log_does_not_grow_without_end(shown: ShownFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_folder, "LARGEST_LOG", 2000)
    for step in range(200):
        shown.log(Place(step, 0, 0.5), "info", Message("Again."))
    assert (shown.path / "log.jsonl").stat().st_size < 2300
    assert read_lines(shown.path / "log.jsonl")[0].message == Message("Again.")


def test_going_on_cuts_what_came_after(shown: ShownFolder) -> None:
    for step, epoch in ((0, 0), (8, 0), (8, 1), (12, 1)):
        shown.add_answers(EXAMPLES.record(step, epoch, step / 2, np.zeros((2, 2), np.float32)))
        shown.log(Place(step, epoch, step / 2), "info", Message("At {step}.", {"step": step}))
    shown.write_evaluation(*file_of(evaluated(1)))
    shown.write_evaluation(*file_of(evaluated(2)))
    shown.write_evaluation(*file_of(evaluated(2, split=Split.TEST)))
    (shown.path / ".about.json.part").write_bytes(b"half")

    shown.go_on(8, 0)
    assert read_records(shown.path / ANSWERS, EXAMPLES)["step"].tolist() == [0, 8]
    assert [(line.step, line.epoch) for line in read_lines(shown.path / "log.jsonl")] == [(0, 0), (8, 0)]
    assert sorted(path.name for path in shown.path.iterdir()) == [
        *("about.json", "answers.bin", "examples.npz", "log.jsonl"),
    ]
    shown.go_on(8, 0)


@pytest.mark.parametrize("wanted", [2, 3, 10])
def test_few_places_are_spread_over_all(wanted: int) -> None:
    places = np.r_[np.linspace(0, 1, 1000), np.linspace(2, 100, 50)]
    chosen = spread(places, wanted)
    assert (chosen[0], chosen[-1]) == (0, len(places) - 1)
    assert len(chosen) <= wanted
    assert len(spread(np.zeros(100), wanted)) <= wanted


def test_sentences_come_back_with_their_facts() -> None:
    inner = plural(2, "1 batch of {name}", "{n:,} batches of {name}", name="x")
    message = Message("{field}: {loss:.4f} → {new}. {note}", {"field": "lr", "loss": 0.5, "new": None, "note": inner})
    again = from_values(json.loads(json.dumps(as_values(message))))
    assert again == message
    assert str(again) == "lr: 0.5000 → None. 2 batches of x"
    listed = from_values(as_values(Message("{path} {all}", {"path": Path("a"), "all": (1, inner)})))
    assert listed == Message("{path} {all}", {"path": "a", "all": [1, inner]})


@pytest.mark.parametrize(
    "values",
    [
        None,
        {"template": 3},
        {"template": "{gone}"},
        {"template": "{", "facts": {}},
        {"template": "{n:>999999999}", "facts": {"n": 1}},
        {"template": "{n.__class__}", "facts": {"n": 1}},
        {"template": "{n[0]}", "facts": {"n": "ab"}},
        {"template": "{n!r}", "facts": {"n": 1}},
        {"template": "{n:{n}}", "facts": {"n": 1}},
        {"template": "{n:d}", "facts": {"n": "text"}},
        {"template": "many", "singular": "one"},
        {"template": "x" * 100_000},
    ],
)
def test_what_is_no_sentence_is_none(values: object) -> None:
    assert from_values(values) is None


def hostile(kind: str) -> bytes:
    """The bytes of a file that claims to hold arrays."""
    arrays = {
        "objects": np.array([{}], dtype=object),
        "text": np.array(["abc"]),
        "nothing": np.empty(0, np.int64),
    }
    if kind in arrays:
        file = io.BytesIO()
        np.savez(file, indices=arrays[kind])
        return file.getvalue()
    if kind == "no zip":
        return b"PK\x03\x04 and nothing else"
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        header = io.BytesIO()
        np.lib.format.write_array_header_1_0(
            header, {"descr": "<i8", "fortran_order": False, "shape": (1 << 40,) if kind == "huge" else (3,)}
        )
        tail = bytes(100_000_000) if kind == "bomb" else b"\0\0"
        archive.writestr("indices.npy", header.getvalue() + tail)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["objects", "text", "nothing", "no zip", "huge", "bomb", "short"])
def test_arrays_that_are_none_are_named_and_nothing_is_allocated_for_them(kind: str, tmp_path: Path) -> None:
    (tmp_path / "examples.npz").write_bytes(hostile(kind))
    with pytest.raises(RunFolderError, match=r"examples\.npz is damaged"):
        read_examples(tmp_path)


def test_packed_arrays_are_read_by_plain_numpy_and_come_out_the_same(tmp_path: Path) -> None:
    arrays = {"a": np.arange(6.0).reshape(2, 3).T, "b": np.array([1, 2], np.int16)}
    data = pack(arrays)
    assert data == pack(arrays)
    (tmp_path / "x.npz").write_bytes(data)
    with np.load(tmp_path / "x.npz") as plain:
        for name, value in read_arrays(tmp_path / "x.npz", 10_000).items():
            np.testing.assert_array_equal(plain[name], value)
            np.testing.assert_array_equal(arrays[name], value)


@pytest.mark.parametrize(
    "name", ["about.json", "examples.npz", "answers.bin", "log.jsonl", "epoch-00001.npz", "test.npz"]
)
def test_a_damaged_file_is_left_out_and_told_and_the_rest_is_shown(
    name: str, kept: dict[str, bytes], tmp_path: Path
) -> None:
    draw = random.Random(name)
    run = laid_out(kept, tmp_path / "run")
    path, whole = run / SHOWN / name, kept[f"{SHOWN}/{name}"]
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 3, 30))):
            data[draw.randrange(len(data))] = draw.randrange(256)
        path.write_bytes(bytes(data[: draw.choice((len(data), draw.randrange(len(data))))]))
        replay = Replay.read(run)
        assert len(replay.history) == 12
        assert len(replay.evaluations) == 3
        for each in replay.evaluations:
            if each.path != path:
                assert each.read().examples
            else:
                with contextlib.suppress(RunFolderError):
                    each.read()
        for line in replay.log:
            str(line.message)
        assert all(path.name in str(problem) for problem in replay.problems)
    path.write_bytes(b"\xff" * 999 + b"\n")
    assert len(Replay.read(run).problems) == (0 if name in ("epoch-00001.npz", "test.npz") else 1)


def test_a_run_with_a_damaged_folder_is_resumed_and_keeps_on(kept: dict[str, bytes], tmp_path: Path) -> None:
    run = laid_out(kept, tmp_path / "run")
    for name in ("about.json", "examples.npz", "answers.bin", "log.jsonl"):
        (run / SHOWN / name).write_bytes(b"\xff" * 999)
    continued(run, {"training.epochs": 3})
    replay = Replay.read(run)
    assert not replay.problems
    assert replay.answers is not None
    assert (int(replay.answers.steps[-1]), [each.epoch for each in replay.evaluations]) == (18, [1, 2, 3, 3])


def test_values_are_kept_in_their_own_units_beyond_what_two_bytes_hold(tmp_path: Path) -> None:
    examples = ShownExamples((1,), np.ones((1, 2), np.float32), np.full((1, 1), 3e5, np.float32), 1, False)
    folder = ShownFolder(tmp_path)
    folder.begin(ABOUT, examples, None)
    folder.add_answers(examples.record(4, 0, 0.5, np.full((1, 1), 345_678.0, np.float32)))
    assert examples.same_as(read_examples(folder.path))
    assert ShownAnswers(read_records(folder.path / ANSWERS, examples)).at(0).tolist() == [[345_678.0]]


def test_answers_that_could_not_be_written_are_written_when_they_come_again(
    shown: ShownFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = EXAMPLES.record(3, 0, 0.5, np.zeros((2, 2), np.float32))

    def full(path: Path, data: bytes, whole: int | None = None) -> None:
        raise RunFolderError("cannot-write", "There is no room for {path}.", path=str(path))

    with monkeypatch.context() as patch:
        patch.setattr(record_file, "append", full)
        with pytest.raises(RunFolderError):
            shown.add_answers(record)
    shown.add_answers(record)
    assert read_records(shown.path / ANSWERS, EXAMPLES)["step"].tolist() == [3]


@pytest.mark.parametrize(("epochs", "files"), [(0, 1), (10, 11), (5000, 1000)])
def test_what_the_weights_of_epochs_take_is_known_beforehand(epochs: int, files: int) -> None:
    assert weights_bytes(250, epochs) == files * 1000


def test_halves_of_characters_become_whole_ones() -> None:
    found = from_values(json.loads('{"template": "\\ud800 {name}", "facts": {"name": "\\udfff", "all": ["\\ud800"]}}'))
    assert found is not None
    assert str(found).encode() == b"? ?"
    assert found.facts["all"] == ["?"]


def test_what_is_of_another_run_is_not_shown(kept: dict[str, bytes], tmp_path: Path) -> None:
    run = laid_out(kept, tmp_path / "run")
    about = json.loads(kept[f"{SHOWN}/about.json"])
    about["data"]["class_names"] = ["A", "B", "C"]
    (run / SHOWN / "about.json").write_text(json.dumps(about))
    shutil.copy(run / SHOWN / "test.npz", run / SHOWN / "epoch-00001.npz")
    replay = Replay.read(run)
    (problem,) = replay.problems
    assert "about.json is damaged: it belongs to another run" in str(problem)
    assert (replay.data, replay.model) == (None, None)
    assert replay.answers is not None
    with pytest.raises(RunFolderError, match=r"epoch-00001\.npz is damaged: it belongs to another run"):
        replay.evaluations[0].read()
    assert replay.evaluations[-1].read().examples


def test_an_evaluation_with_other_classes_is_not_shown(kept: dict[str, bytes], tmp_path: Path) -> None:
    run = laid_out(kept, tmp_path / "run")
    scores = evaluated(2).evaluation.scores
    three = replace(scores, confusion=np.diag([2, 2, 2]).astype(np.int64))
    other = Evaluated(1, 2, 12, Evaluation(Split.VALIDATION, 6, 0.5, three))
    (run / SHOWN / "epoch-00002.npz").write_bytes(file_of(other)[1])
    with pytest.raises(RunFolderError, match="it belongs to another run"):
        Replay.read(run).evaluations[1].read()


@pytest.mark.parametrize("seconds", [float("inf"), float("nan"), 1e300, -5.0])
def test_an_epoch_that_ends_at_no_time_ends_with_its_batches(
    seconds: float, kept: dict[str, bytes], tmp_path: Path
) -> None:
    replay = Replay.read(laid_out(kept, tmp_path / "run"))
    history = History(replay.history.metric)
    history.extend_numbers(np.stack([replay.history.column(name) for name in replay.history.columns], axis=1))
    for row in replay.history.epochs:
        history.append_epoch(replace(row, seconds=seconds))
    changed = replace(replay, history=history)
    assert changed.epoch_ends().get(6, changed.seconds_at(6)) in (changed.seconds_at(6), changed.seconds_at(7))
    assert changed.seconds <= 1e9


@pytest.mark.parametrize("name", ["answers.bin", "log.jsonl"])
def test_going_on_writes_through_no_link_of_a_run_from_elsewhere(
    name: str, kept: dict[str, bytes], tmp_path: Path
) -> None:
    run, precious = laid_out(kept, tmp_path / "run"), tmp_path / "precious"
    precious.write_bytes(b"not of the run")
    (run / SHOWN / name).unlink(missing_ok=True)
    (run / SHOWN / name).symlink_to(precious)
    continued(run, {"training.epochs": 3})
    assert precious.read_bytes() == b"not of the run"
    assert not Replay.read(run).problems
