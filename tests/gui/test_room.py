"""Nothing is cut or lies over something else: in any window that is allowed, with any size of text and language."""

from itertools import product

import pytest
from PySide6.QtCore import Qt

from studio.look import fonts
from studio.look.theme import current_theme
from tests.gui.hands import click
from tests.gui.text_fits import misfits

SMALLEST, SMALL, USUAL, LARGE = (900, 600), (1024, 700), (1440, 900), (1920, 1080)


@pytest.fixture(autouse=True)
def _normal_size_afterwards(studio_app):
    yield
    current_theme().set_scale(1.0)


def show(studio, size: tuple[int, int], scale: float, language: str = "en") -> None:
    current_theme().set_scale(scale)
    studio.action(f"language_{language}").trigger()
    studio.window.resize(*size)
    studio.wait_for(lambda: (studio.window.width(), studio.window.height()) == size)


def assert_everything_fits(studio, sizes, scales, languages=("en", "ko")) -> None:
    """Wait until the layout has settled: what still misfits then is a fault."""
    for scale, language, size in product(scales, languages, sizes):
        show(studio, size, scale, language)
        skip = (studio.window.curves,)
        try:
            studio.qtbot.waitUntil(lambda: not misfits(studio.window, skip), timeout=5000)  # noqa: B023
        except Exception as error:
            raise AssertionError(f"{size} × {scale} {language}: {misfits(studio.window, skip)}") from error
    show(studio, USUAL, 1.0, "en")


def test_everything_fits_while_nothing_runs_and_after_a_run(studio):
    assert_everything_fits(studio, (SMALLEST, SMALL, USUAL, LARGE), (1.0, 1.5, 2.0))
    studio.train_to_end()
    assert_everything_fits(studio, (SMALLEST, SMALL, USUAL), (1.0, 1.3, 2.0))


def test_everything_fits_while_a_run_is_paused_inside_a_batch(studio):
    studio.session.set_value("training.epochs", 1000)
    for phase in ("zero_grad", "forward", "loss", "backward", "step"):
        studio.step(phase)
        assert_everything_fits(studio, (SMALLEST, SMALL), (2.0,))
    assert_everything_fits(studio, (SMALLEST, SMALL, USUAL), (1.0, 1.3, 1.5))
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_state("idle")


def test_panels_take_turns_where_there_is_not_room_for_all(studio):
    page = studio.window.pages.train
    switch = studio.find("panelSwitch", type(page.turns))
    assert page.panels == ("recipe", "curves", "results")
    assert not switch.isVisible()
    show(studio, SMALL, 2.0)
    studio.wait_for(switch.isVisible)
    assert page.panels == ("recipe",)
    for name in ("curves", "results", "recipe"):
        studio.qtbot.mouseClick(switch.findChild(object, name), Qt.MouseButton.LeftButton)
        assert page.panels == (name,)
    show(studio, SMALL, 1.5)
    studio.wait_for(lambda: page.panels == ("recipe", "curves"))
    studio.qtbot.mouseClick(switch.findChild(object, "results"), Qt.MouseButton.LeftButton)
    assert page.panels == ("curves", "results")
    show(studio, USUAL, 1.0)
    studio.wait_for(lambda: page.panels == ("recipe", "curves", "results"))
    assert min(page.columns.sizes()) >= 250


def test_train_brings_the_curves_to_the_front(studio):
    show(studio, SMALL, 2.0)
    page = studio.window.pages.train
    studio.wait_for(lambda: page.panels == ("recipe",))
    click(studio, "trainButton")
    studio.wait_for(lambda: page.panels == ("curves",))
    studio.wait_for_state("idle")


def test_the_smallest_window_at_the_largest_text_still_has_every_button(studio):
    show(studio, SMALLEST, fonts.LARGEST_SCALE)
    for name in ("trainButton", "stepButton", "stopButton", "deviceButton", "saveWeightsButton", "menuButton"):
        button = studio.button(name)
        studio.wait_for(lambda button=button: button.x() >= 0 and button.geometry().right() < 900)
        assert button.accessibleName()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_smoothing_has_a_word_beside_it_in_a_usual_window(studio, language):
    studio.window.resize(1440, 900)
    studio.train(epochs=1)
    studio.action(f"language_{language}").trigger()
    try:
        label, word = studio.window.curves.controls.smoothing_label, "smoothing" if language == "en" else "평활"
        studio.wait_for(lambda: label.text() == word and label.isVisible())
        assert label.width() >= label.sizeHint().width()
        assert studio.window.curves.controls.smoothing.width() >= 56
    finally:
        studio.action("language_en").trigger()
