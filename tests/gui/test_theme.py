"""The colours can be read, every token is a colour, and a change of theme reaches what is on the screen."""

import dataclasses
import gc

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from studio.look import fonts
from studio.look.icons import app_icon, icon
from studio.look.theme import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Theme, Tokens, contrast, current_theme
from trainer_core.files.resources import resource

THEMES = (DARK, LIGHT, HIGH_DARK, HIGH_LIGHT)
HIGH = (HIGH_DARK, HIGH_LIGHT)
GROUNDS = ("window", "panel", "raised", "field")
TEXT_PAIRS = (
    *((words, ground) for words in ("text", "muted", "accent", "link", "right", "wrong") for ground in GROUNDS),
    *(("warning", ground) for ground in GROUNDS),
    *(("text", ground) for ground in ("hover", "pressed")),
    *(("on_accent", ground) for ground in ("accent_fill", "accent_hover", "accent_pressed")),
    ("on_selection", "selection"),
)
MARK_PAIRS = (
    *(
        (mark, ground)
        for mark in ("training", "validation", "right", "wrong", "focus", "accent")
        for ground in ("window", "panel", "raised")
    ),
    ("accent_fill", "panel"),
)


@pytest.fixture
def theme(qapp: QApplication):
    theme = current_theme()
    theme.set_mode("dark")
    theme.apply(qapp)
    yield theme
    current_theme().set_scale(1.0)
    theme.set_contrast("system")
    theme.set_mode("system")


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("words", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_its_ground(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_stand_out_from_their_ground(tokens: Tokens, mark: str, ground: str) -> None:
    assert contrast(getattr(tokens, mark), getattr(tokens, ground)) >= 3.0


@pytest.mark.parametrize("tokens", HIGH, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(("words", "ground"), TEXT_PAIRS)
def test_high_contrast_is_seven_to_one_for_text(tokens: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= 7.0


@pytest.mark.parametrize("tokens", HIGH, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize(
    "mark", ["hairline", "scroll", "focus", "disabled_text", *(f"overlay_{n}" for n in range(1, 9))]
)
def test_high_contrast_shows_edges_rings_and_what_is_off(tokens: Tokens, mark: str) -> None:
    """Edges of fields and buttons are hairlines, which the other themes only hint at."""
    for ground in GROUNDS:
        assert contrast(getattr(tokens, mark), getattr(tokens, ground)) >= 3.0


def test_a_chosen_contrast_changes_the_window_and_follows_light_and_dark(theme: Theme) -> None:
    theme.set_contrast("high")
    assert theme.tokens is HIGH_DARK
    assert QApplication.palette().window().color() == QColor(HIGH_DARK.window)
    theme.set_mode("light")
    assert theme.tokens is HIGH_LIGHT
    theme.set_contrast("normal")
    assert theme.tokens is LIGHT


def test_the_contrast_of_the_desktop_is_followed_unless_one_is_chosen(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.look.desktop.wants_high_contrast", lambda app: True)
    theme.set_contrast("system")
    assert theme.tokens is HIGH_DARK
    theme.set_contrast("normal")
    assert theme.tokens is DARK


def test_contrast_agrees_with_the_values_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=1e-3)
    assert contrast("#123456", "#123456") == pytest.approx(1.0)


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    for field in dataclasses.fields(tokens):
        if field.name != "name":
            assert QColor(getattr(tokens, field.name)).isValid(), field.name


def test_a_token_fades_by_the_factor_that_is_asked_for() -> None:
    assert DARK.colour("training", 0.25).alphaF() == pytest.approx(0.25, abs=0.01)
    with pytest.raises(AttributeError):
        DARK.colour("no_such_token")


@pytest.mark.parametrize("tokens", THEMES, ids=lambda tokens: tokens.name)
def test_the_template_leaves_no_name_unfilled(qapp: QApplication, tokens: Tokens) -> None:
    sheet = Theme().stylesheet(tokens)
    assert "$" not in sheet
    assert tokens.panel in sheet


def test_a_change_of_mode_is_announced_once_and_reaches_the_palette(theme: Theme, qtbot) -> None:
    with qtbot.waitSignal(theme.changed) as blocker:
        theme.set_mode("light")
    assert blocker.args == [LIGHT]
    assert QApplication.palette().window().color() == QColor(LIGHT.window)
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("light")


def test_an_icon_that_is_already_in_place_takes_the_new_colours(theme: Theme, qtbot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icon("stop", "accent"))
    button.setIconSize(QSize(20, 20))
    button.resize(60, 40)
    assert _has(button.grab(), DARK.accent)
    theme.set_mode("light")
    theme.restyling.finish()
    assert _has(button.grab(), LIGHT.accent)
    assert not _has(button.grab(), DARK.accent)


def test_a_disabled_icon_is_drawn_in_the_disabled_colour(theme: Theme) -> None:
    picture = icon("stop").pixmap(QSize(40, 40), QIcon.Mode.Disabled)
    assert _has(picture, DARK.disabled_text)


def test_an_icon_is_drawn_at_the_pixel_ratio_of_the_screen(theme: Theme) -> None:
    picture = icon("chip").pixmap(QSize(18, 18), 2.0)
    assert picture.size() == QSize(36, 36)
    assert picture.devicePixelRatio() == 2.0


def test_every_icon_draws_something(theme: Theme) -> None:
    for path in sorted(resource("icons").glob("*.svg")):
        image = icon(path.stem).pixmap(QSize(20, 20)).toImage()
        assert any(image.pixelColor(x, y).alpha() > 200 for x in range(20) for y in range(20)), path.stem
    assert not app_icon().pixmap(32, 32).isNull()


def test_an_unknown_icon_is_refused_by_name(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError, match=r"no-such-icon\.svg is missing.*reinstall"):
        icon("no-such-icon")


def test_figures_are_all_of_one_width(theme: Theme) -> None:
    metrics = QFontMetricsF(fonts.font())
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_strong_text_is_really_another_weight(theme: Theme) -> None:
    plain, strong = (
        QFontMetricsF(fonts.font("base", strong)).horizontalAdvance("Training") for strong in (False, True)
    )
    assert strong > plain


def test_scaling_reaches_widgets_that_exist(theme: Theme, qtbot) -> None:
    label = QLabel("Loss")
    qtbot.addWidget(label)
    fonts.use(label, "title", strong=True)
    plain = QPushButton("Train")
    qtbot.addWidget(plain)
    plain.ensurePolished()
    before = QFontInfo(label.font()).pointSizeF()
    current_theme().set_scale(1.5)
    theme.restyling.finish()
    assert plain.font().pointSizeF() == pytest.approx(fonts.font().pointSizeF())
    assert label.font().pointSizeF() == pytest.approx(1.5 * before, rel=0.05)
    assert QApplication.font().pointSizeF() == pytest.approx(fonts.font().pointSizeF())


@pytest.mark.parametrize("value", [0.5, 2.5])
def test_a_scale_out_of_range_is_refused(theme: Theme, value: float) -> None:
    with pytest.raises(ValueError, match="font scale"):
        current_theme().set_scale(value)


def test_korean_is_drawn_as_letters_and_not_as_boxes(theme: Theme, qtbot) -> None:
    pictures = []
    for words in ("가", "힣", "훈"):
        label = QLabel(words)
        qtbot.addWidget(label)
        assert QFontMetricsF(label.font()).horizontalAdvance(words) > 0
        pictures.append(label.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]


def _has(picture: QPixmap, colour: str) -> bool:
    """Whether a pixel of the picture is, but for rounding, of this colour and opaque."""
    image, wanted = picture.toImage(), QColor(colour)
    for y in range(image.height()):
        for x in range(image.width()):
            found = image.pixelColor(x, y)
            pairs = zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)
            if found.alpha() > 250 and all(abs(a - b) <= 3 for a, b in pairs):
                return True
    return False


class Listening(QLabel):
    """Notes at each change whether Python's collector might delete a widget in the handler."""

    def __init__(self) -> None:
        super().__init__("text")
        self.heard: list[bool] = []

    def changeEvent(self, event: QEvent) -> None:
        self.heard.append(gc.isenabled())
        super().changeEvent(event)


def test_no_widget_is_collected_while_qt_goes_through_its_list_of_them(theme: Theme, qtbot) -> None:
    """Qt goes on with the widgets that it listed first; one that a collection deletes meanwhile is a crash."""
    widget = Listening()
    qtbot.addWidget(widget)
    widget.show()
    for change in (lambda: theme.set_mode("light"), lambda: theme.set_scale(1.5), lambda: theme.set_mode("dark")):
        widget.heard.clear()
        change()
        assert widget.heard
        assert not any(widget.heard)
        assert gc.isenabled()
