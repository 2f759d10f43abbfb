"""What is done with a replay: the weights of an epoch are looked into, compared and tried, the run is exported."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QFileDialog

from studio.testing import StudioRobot
from studio.views.trying.try_view import TryView
from studio.window.page_bar import Page
from tests.gui.replay.conftest import LEFT, play, stand_at, trigger
from trainer_core.protocol.events import RunOpened, WeightsLoaded


def test_the_weights_of_the_shown_epoch_are_looked_into(studio: StudioRobot, kept: Path) -> None:
    player, window = play(studio, kept), studio.window
    second = player.replay.history.epochs[1].step
    stand_at(studio, second + 1)
    assert window.replay_bar.weights_button.isVisible()
    assert window.replay_bar.weights_button.property("fullText") == "Epoch 2"
    trigger(window.replay_bar.weights_button.menu(), "replayInspectAction")
    studio.wait_for(lambda: window.pages.weights.path is not None)
    assert window.pages.page is Page.WEIGHTS
    assert window.pages.weights.path.name == "epoch-00002.pt"
    assert studio.session.replay is player


def test_two_epochs_stand_side_by_side(studio: StudioRobot, kept: Path) -> None:
    player, window = play(studio, kept), studio.window
    stand_at(studio, player.replay.history.epochs[0].step)
    trigger(window.replay_bar.weights_button.menu(), "replayCompareAction")
    compare = window.pages.inside.compare
    studio.wait_for(lambda: compare.differences.shown is not None)
    assert (compare.differences.shown.first.file, compare.differences.shown.second.file) == (
        "shown/epochs/epoch-00001.pt",
        "last.pt",
    )
    assert any(not layer.same for layer in compare.differences.shown.layers)
    assert studio.session.replay is player


def test_the_model_of_an_epoch_is_tried(studio: StudioRobot, kept: Path) -> None:
    play(studio, kept)
    stand_at(studio, 5)
    trigger(studio.window.replay_bar.weights_button.menu(), "replayLoadAction")
    studio.wait_for_event(RunOpened)
    loaded = studio.wait_for_event(WeightsLoaded)
    assert studio.session.replay is None
    assert loaded.path.parent == kept / "shown" / "epochs"
    assert studio.session.possible("predict")


def test_weights_that_were_not_loaded_after_all_do_not_come_later(
    studio: StudioRobot, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path] = []
    monkeypatch.setattr(studio.session, "load_weights", loaded.append)
    flow = studio.window.continuing
    asked: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(flow._recipes, "may_replace", lambda title, recipe: asked.append(title))
        play(studio, kept)
        trigger(studio.window.replay_bar.weights_button.menu(), "replayLoadAction")
        studio.wait_for(lambda: asked)
    flow.open(kept)
    studio.wait_for_event(RunOpened)
    assert loaded == []


def export(studio: StudioRobot, kind: str, path: Path, fields: dict[str, int]) -> None:
    """Export as a person does: the menu, the stretch, the place."""

    def take_stretch(dialog: QDialog) -> None:
        for name, value in fields.items():
            getattr(dialog, name).setText(str(value))
        studio.qtbot.mouseClick(dialog.export_button, LEFT)

    def take_place(dialog: QFileDialog) -> None:
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        dialog.accept()

    told: list[str] = []
    studio.window.replay_export.exported.connect(told.append)
    studio.answer("exportReplayDialog", take_stretch)
    studio.answer("exportReplayFileDialog", take_place)
    trigger(studio.window.replay_bar.export_button.menu(), f"replayExport_{kind}")
    studio.wait_for(lambda: told)
    assert told == [str(path)]


def test_a_stretch_becomes_a_moving_picture(studio: StudioRobot, kept: Path, tmp_path: Path) -> None:
    player = play(studio, kept)
    stand_at(studio, 7)
    export(studio, "gif", tmp_path / "run.gif", {"first": 1, "last": 20, "seconds": 1})
    with Image.open(tmp_path / "run.gif") as film:
        assert film.n_frames == 10
        assert film.width > 400
    assert player.rows == 7
    assert "run.gif" in studio.window.banner.sentence


def test_a_run_becomes_a_page_in_the_language_of_the_window(studio: StudioRobot, kept: Path, tmp_path: Path) -> None:
    play(studio, kept)
    export(studio, "html", tmp_path / "run.html", {"last": 30})
    page = (tmp_path / "run.html").read_text("utf-8")
    assert '"end":30' in page
    assert '<html lang="en">' in page


def test_a_stretch_that_ends_before_it_begins_is_told(studio: StudioRobot, kept: Path) -> None:
    play(studio, kept)
    seen: list[str] = []

    def fill(dialog: QDialog) -> None:
        dialog.first.setText("20")
        dialog.last.setText("10")
        studio.qtbot.mouseClick(dialog.export_button, LEFT)
        seen.append(dialog.problem.text())
        dialog.reject()

    studio.answer("exportReplayDialog", fill)
    trigger(studio.window.replay_bar.export_button.menu(), "replayExport_html")
    assert seen
    assert "comes before the first" in seen[0]


def predictions_tab(studio: StudioRobot) -> TryView:
    train = studio.window.pages.train
    train.show_panel("results")
    train.tabs.setCurrentWidget(train.trying)
    studio.wait_for(train.trying.isVisible)
    return train.trying


def settled(studio: StudioRobot, trying: TryView) -> np.ndarray:
    studio.wait_for(lambda: trying.drawing.answer is not None and not trying.drawing.answers.waiting)
    return trying.drawing.answer.answer


def test_any_picture_is_tried_on_the_model_of_the_shown_epoch(studio: StudioRobot, kept: Path, tmp_path: Path) -> None:
    player = play(studio, kept)
    first, second = (row.step for row in player.replay.history.epochs[:2])
    stand_at(studio, second)
    trying = predictions_tab(studio)
    picture = QImage(28, 28, QImage.Format.Format_Grayscale8)
    picture.fill(90)
    assert trying.take_picture(picture)
    after_two = settled(studio, trying)
    stand_at(studio, first)
    after_one = settled(studio, trying)
    assert not np.array_equal(after_one, after_two)
    stand_at(studio, 0)
    assert not np.array_equal(settled(studio, trying), after_one)
    stand_at(studio, second)
    assert np.array_equal(settled(studio, trying), after_two)
    picture.save(str(tmp_path / "grey.png"))
    trying.predict((tmp_path / "grey.png",))
    studio.wait_for(lambda: trying.files.model.total == 1 and not trying.files.busy)
    assert "Answered by the weights of epoch 2." in trying.files.sentence.text()
    assert studio.session.replay is player
    studio.qtbot.mouseClick(studio.button("replayClose"), LEFT)
    assert trying.files.model.total == 0


def test_without_kept_weights_nothing_is_tried(studio: StudioRobot, kept: Path) -> None:
    shutil.rmtree(kept / "shown" / "epochs")
    play(studio, kept)
    stand_at(studio, 20)
    trying = predictions_tab(studio)
    picture = QImage(28, 28, QImage.Format.Format_Grayscale8)
    picture.fill(90)
    assert trying.take_picture(picture)
    studio.wait_for(lambda: "Close the replay first" in trying.drawing.sentence.text())
    assert trying.drawing.answer is None


def test_compare_begins_with_the_epoch_that_is_shown(studio: StudioRobot, kept: Path) -> None:
    player, window = play(studio, kept), studio.window
    first, second = (row.step for row in player.replay.history.epochs[:2])
    stand_at(studio, first)
    window.pages.show_page(Page.INSIDE)
    inside, compare = window.pages.inside, window.pages.inside.compare
    inside.tabs.setCurrentWidget(compare)

    def chosen() -> list[str]:
        return [side.version.file for side in compare.sides if side.version is not None]

    studio.wait_for(lambda: chosen() == ["shown/epochs/epoch-00001.pt", "last.pt"])
    assert compare.differences.shown is None
    window.pages.show_page(Page.TRAIN)
    stand_at(studio, second)
    window.pages.show_page(Page.INSIDE)
    studio.wait_for(lambda: chosen() == ["shown/epochs/epoch-00002.pt", "last.pt"])


def test_a_window_that_becomes_another_size_leaves_the_film_at_its_own(
    studio: StudioRobot, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = itertools.cycle([(400, 300), (1300, 500)])

    def frame() -> QImage:
        picture = QImage(*next(sizes), QImage.Format.Format_RGB32)
        picture.fill(0x336699 if picture.width() == 400 else 0x993366)
        return picture

    play(studio, kept)
    monkeypatch.setattr(studio.window.replay_export, "_frame", frame)
    export(studio, "webp", tmp_path / "run.webp", {"first": 1, "last": 20, "seconds": 1})
    with Image.open(tmp_path / "run.webp") as film:
        assert (film.size, film.n_frames) == ((400, 300), 10)
