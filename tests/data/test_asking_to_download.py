"""Nothing is downloaded before a person has agreed to it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trainer_core import TrainerError, train
from trainer_core.cli.downloading import may_download, may_download_for_new_run, may_download_for_run
from trainer_core.data import download_needed, load_dataset, sources
from trainer_core.data.download import Download
from trainer_core.errors import DataError, RecipeError
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.protocol.commands import (
    Advance,
    Command,
    Keep,
    LoadWeights,
    OpenRun,
    Prepare,
    ResumeRun,
    Start,
    Stop,
    Unit,
    VerifyRun,
)
from trainer_core.protocol.events import Prepared, Refused, StateChanged

BUNDLED = "fashion-mnist"
FETCHED = [entry.name for entry in sources if sources.download_of(entry.name) is not None]


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder with nothing in it, and no network."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))

    def no_network(*arguments: object, **options: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("urllib.request.urlopen", no_network)
    return tmp_path / "cache"


@pytest.fixture
def run_without_data(driver, tiny, tmp_path: Path, empty_cache: Path) -> Iterator[Path]:
    """The folder of a run that was stopped, and whose data has since been deleted."""
    download = Download(12_000_000, "https://example.org/", "", ("everything",))
    sources.add("fetched", sources[BUNDLED].build, title="Fetched", summary="", download=download)
    everything = empty_cache / "datasets" / "fetched" / "everything"
    everything.mkdir(parents=True)
    driver.start(tiny.with_values({"data.source": "fetched"}), tmp_path / "run", paused=True)
    for command in (Advance(Unit.EPOCH), Advance(Unit.BATCH), Stop(Keep.FOR_LATER), Prepare(tiny)):
        driver.do(command)
    everything.rmdir()
    driver.events.clear()
    yield tmp_path / "run"
    sources.remove("fetched")


def test_what_is_fetched_says_so():
    assert set(FETCHED) == {entry.name for entry in sources if sources.download_of(entry.name) is not None}
    assert download_needed(BUNDLED) is None


@pytest.mark.parametrize("source", FETCHED)
def test_a_download_names_its_size_its_place_and_its_publisher(source: str, empty_cache: Path):
    needed = download_needed(source)
    assert needed is not None
    assert needed.title == sources[source].title
    assert 10e6 < needed.bytes < 1e9
    assert needed.origin.startswith("http")
    assert needed.folder == empty_cache / "datasets" / source


def test_an_unknown_source_is_a_sentence():
    with pytest.raises(RecipeError, match="not known"):
        download_needed("imagenet")


@pytest.mark.parametrize("source", FETCHED)
def test_data_is_not_loaded_over_the_network_unasked(source: str):
    with pytest.raises(DataError) as refused:
        load_dataset(source, validation_share=10, seed=0)
    assert refused.value.code == "needs-download"
    assert refused.value.message.facts["source"] == source


@pytest.mark.parametrize("command", [Prepare, Start], ids=["Prepare", "Start"])
def test_the_engine_refuses_to_build_what_has_to_be_downloaded(driver, tiny, tmp_path: Path, command: type[Command]):
    driver.do(Prepare(tiny))
    driver.events.clear()
    recipe = tiny.with_values({"data.source": "cifar-100"})
    driver.do(command(recipe) if command is Prepare else command(recipe, tmp_path / "run"))
    refused = driver.last(Refused)
    assert refused.code == "needs-download"
    assert "CIFAR-100 is not on this computer yet: 169 MB would be downloaded from" in str(refused.message)
    assert not driver.of(Prepared)
    assert driver.engine.parts.recipe == tiny
    assert driver.last(StateChanged).state.value == "idle"
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("command", [ResumeRun, OpenRun, VerifyRun])
def test_the_engine_refuses_to_download_for_an_earlier_run(driver, run_without_data: Path, command: type[Command]):
    driver.do(command(run_without_data))
    assert driver.last(Refused).code == "needs-download"


def test_the_engine_refuses_to_download_for_weights(driver, tiny, tmp_path: Path):
    driver.do(LoadWeights(tmp_path / "any.pt", recipe=tiny.with_values({"data.source": "mnist"})))
    assert driver.last(Refused).code == "needs-download"


def test_a_command_may_agree_to_the_download(driver, tiny, monkeypatch: pytest.MonkeyPatch):
    def unreachable(*arguments: object, **options: object) -> None:
        raise OSError("no network here")

    monkeypatch.setattr("trainer_core.data.download._open", unreachable)
    driver.do(Prepare(tiny.with_values({"data.source": "mnist"}), download=True))
    assert driver.last(Refused).code != "needs-download"


def test_python_says_how_to_agree(tiny):
    with pytest.raises(TrainerError, match="download=True in Python"):
        train(tiny.with_values({"data.source": "mnist"}))


class Terminal(io.StringIO):
    """A standard stream at which a person sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Terminal]:
    """Type an answer at a terminal; returns what the terminal shows."""

    def type_(text: str) -> Terminal:
        shown = Terminal()
        monkeypatch.setattr("sys.stdin", Terminal(text))
        monkeypatch.setattr("sys.stderr", shown)
        return shown

    return type_


@pytest.mark.parametrize(
    ("typed", "agreed"), [("y\n", True), ("Yes\n", True), ("\n", False), ("n\n", False), ("", False)]
)
def test_the_command_line_asks_at_a_terminal(answer, empty_cache: Path, typed: str, agreed: bool):
    shown = answer(typed)
    assert may_download("svhn", agreed=False) is agreed
    assert "SVHN is not on this computer yet: 246 MB" in shown.getvalue()
    assert str(empty_cache) in shown.getvalue()
    assert "non-commercial use only" in shown.getvalue()


def test_the_command_line_asks_for_what_an_earlier_run_needs(answer, run_without_data: Path):
    answer("y\n")
    assert may_download_for_run(run_without_data, agreed=False)


def test_the_command_line_does_not_ask_without_need(answer):
    shown = answer("")
    assert not may_download(BUNDLED, agreed=False)
    assert may_download("svhn", agreed=True)
    assert not shown.getvalue()


def test_without_a_terminal_nobody_has_agreed():
    assert not may_download("svhn", agreed=False)


@pytest.mark.parametrize(("typed", "agreed"), [("y\ny\n", True), ("y\nn\n", False)])
def test_data_and_weights_are_asked_about_one_after_the_other(tiny, tmp_path: Path, answer, typed, agreed, monkeypatch):
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    recipe = tiny.with_values({"data.source": "cifar-10", "model.name": "torchvision", "model.weights": "DEFAULT"})
    shown = answer(typed)
    assert may_download_for_new_run(recipe, agreed=False) is agreed
    assert "CIFAR-10 is not on this computer" in shown.getvalue()
    assert "resnet18-f37072fd.pth" in shown.getvalue()
    assert may_download_for_new_run(tiny, agreed=True)
