"""Notices lie over the page: nothing moves under the mouse, they go when they are over, and follow the language."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from tests.gui.hands import choose_file, click
from trainer_core.errors import Message
from trainer_core.protocol.events import Diverged, Refused


def diverge(studio) -> None:
    """Train with a learning rate at which the loss explodes within the first epoch."""
    for key, value in {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}.items():
        assert studio.session.set_value(key, value)
    studio.session.set_value("training.epochs", 50)
    click(studio, "trainButton")
    studio.wait_for_event(Diverged)
    studio.wait_for_state("paused")


def test_a_notice_moves_nothing_and_is_not_where_the_mouse_is(studio):
    window = studio.window
    before = window.curves.mapTo(window, QPoint(0, 0)), window.curves.size()
    for place in (QPoint(window.pages.width() // 2, 20), QPoint(20, window.pages.height() - 20)):
        QCursor.setPos(window.pages.mapToGlobal(place))
        window.notices.show("The curves are saved.", "info")
        assert window.banner.isVisible()
        assert not window.banner.geometry().contains(place)
        assert window.pages.rect().contains(window.banner.geometry())
    assert (window.curves.mapTo(window, QPoint(0, 0)), window.curves.size()) == before


def test_a_notice_leaves_tabs_and_filters_free_and_goes_when_a_run_begins(studio):
    window = studio.window
    QCursor.setPos(window.pages.mapToGlobal(QPoint(20, 20)))
    window.notices.show("The data is ready.", "info")
    tabs = window.tabs.tabBar()
    bar = tabs.rect().translated(tabs.mapTo(window.pages, QPoint(0, 0)))
    assert not window.banner.geometry().intersects(bar)
    click(studio, "trainButton")
    studio.wait_for(lambda: not window.banner.isVisible())


def test_a_notice_stays_above_every_page(studio):
    window = studio.window
    window.notices.show("The curves are saved.", "info")
    close = window.banner.close_button
    for page in ("runsPageButton", "weightsPageButton", "trainPageButton"):
        click(studio, page)
        assert window.childAt(close.mapTo(window, close.rect().center())) is close


def test_a_notice_is_reached_with_tab_and_closed_with_escape(studio):
    window = studio.window
    window.activateWindow()
    window.notices.show("The curves are saved.", "info")
    studio.find("menuButton", type(studio.button("menuButton"))).setFocus()
    studio.qtbot.keyClick(studio.button("menuButton"), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.banner.close_button
    studio.qtbot.keyClick(window.banner.close_button, Qt.Key.Key_Escape)
    assert not window.banner.isVisible()


def test_the_notice_of_a_divergence_tells_what_is_true_and_goes_once_training_goes_on(studio):
    diverge(studio)
    banner = studio.window.banner
    studio.wait_for(banner.isVisible)
    assert "with the weights from before training restored" in banner.sentence
    assert "epoch" not in banner.sentence
    studio.session.set_value("optimizer.weight_decay", 0.0)
    studio.session.set_value("optimizer.lr", 0.01)
    click(studio, "trainButton")
    studio.wait_for(lambda: not banner.isVisible())
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_state("idle")


def test_the_notice_of_a_recipe_that_cannot_be_prepared_goes_once_it_can(studio, tmp_path):
    before, banner = studio.session.recipe, studio.window.banner
    missing = {"data.source": "table", "data.path": str(tmp_path / "gone.csv"), "data.target": ["y"]}
    studio.session.set_recipe(before.with_values(missing))
    studio.wait_for(lambda: banner.isVisible() and "gone.csv" in banner.sentence)
    studio.session.set_recipe(before)
    studio.wait_for(lambda: not banner.isVisible())


def test_a_notice_that_is_up_and_the_legend_follow_the_language(studio, tmp_path):
    studio.train_to_end()
    studio.answer("saveWeightsDialog", choose_file(tmp_path / "mine.pt"))
    click(studio, "saveWeightsButton")
    studio.wait_for(studio.window.banner.isVisible)
    english = studio.window.banner.sentence
    legend = studio.window.curves.panels["loss"].canvas.legend
    named = [label.text for _, label in legend.items]
    assert named == ["training", "validation"]
    studio.action("language_ko").trigger()
    studio.wait_for(lambda: studio.window.banner.sentence != english)
    assert [label.text for _, label in legend.items] == ["학습", "검증"]
    studio.action("language_en").trigger()
    studio.wait_for(lambda: studio.window.banner.sentence == english)
    assert [label.text for _, label in legend.items] == named


def test_a_refusal_before_a_batch_is_no_fault_and_takes_the_place_of_the_notice_that_is_up(studio):
    window = studio.window
    window.notices.show("The curves are saved.", "info")
    text = Message("The batch has not begun, so there is nothing to step back to.")
    studio.session.refused.emit(Refused("StepBack", "before-batch", text))
    assert (window.banner.sentence, window.banner.kind) == (str(text), "info")
    window.notices.show("The curves could not be saved.", "error")
    assert (window.banner.sentence, window.banner.kind) == ("The curves could not be saved.", "error")
