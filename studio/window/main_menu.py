"""The menu at the right end of the tool bar: what is used most on top, the rest in submenus, so that all of it fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from studio.look import fonts
from studio.look.i18n import LANGUAGES, QT_TRANSLATE_NOOP, language
from studio.window.actions import Do
from studio.window.menus import add_choices
from studio.window.page_bar import SHOWN_BY

_N = QT_TRANSLATE_NOOP

Choice = tuple[str, Callable[[str], None]]
"""What is chosen now, and who is told of another choice."""

_FIRST = (
    (Do.PALETTE, Do.UNDO, Do.REDO),
    (Do.OPEN_FOLDER, Do.OPEN_DATA, Do.PASTE, Do.OPEN_RECIPE, Do.SAVE_RECIPE),
    (Do.RESUME_RUN, Do.VERIFY, Do.EVALUATE, Do.TRY_PICTURES),
)
_FOLDERS = (Do.OPEN_RUN_FOLDER, Do.RUNS_FOLDER, Do.EMPTY_CACHE)
_SIZES = (Do.LARGER, Do.SMALLER, Do.NORMAL_SIZE)
_STAGE = (
    (Do.PRESENT, Do.SPEAKER_WINDOW, Do.SWAP_SCREENS),
    (Do.CAPTIONS, Do.SPOTLIGHT, Do.ZOOM, Do.DRAW, Do.CLEAR_DRAWING),
)
_HELPS = (Do.HELP, Do.SHORTCUTS, Do.TROUBLESHOOTING, Do.PLUGINS, Do.CHECK, Do.ABOUT)


class Choices(NamedTuple):
    """The three things that are chosen in the menu."""

    theme: Choice
    contrast: Choice
    language: Choice


def fill_main_menu(menu: QMenu, actions: dict[Do, QAction], choices: Choices) -> None:
    """Fill ``menu`` anew in the present language."""
    menu.clear()
    for submenu in menu.findChildren(QMenu):
        submenu.deleteLater()
    for group in _FIRST:
        menu.addActions([actions[key] for key in group])
        menu.addSeparator()
    pages = menu.addMenu(_say(_N("MainMenu", "Pages")))
    pages.addActions([actions[key] for key in SHOWN_BY.values() if key is not Do.HELP])
    folders = menu.addMenu(_say(_N("MainMenu", "Folders")))
    folders.addActions([actions[key] for key in _FOLDERS])
    _add_view(menu.addMenu(_say(_N("MainMenu", "View"))), actions, choices)
    title = _say(_N("MainMenu", "Language"))
    if language() != "en":
        # Who does not read the language that is set finds the way back.
        title = f"{title} (Language)"
    add_choices(menu, title, "language", list(LANGUAGES.items()), *choices.language)
    stage = menu.addMenu(_say(_N("MainMenu", "Presentation")))
    for group in _STAGE:
        stage.addActions([actions[key] for key in group])
        stage.addSeparator()
    menu.addSeparator()
    menu.addActions([actions[key] for key in (Do.TELL_ME, Do.DEMOS)])
    helping = menu.addMenu(_say(_N("MainMenu", "Help")))
    helping.addActions([actions[key] for key in _HELPS])
    menu.addAction(actions[Do.QUIT])


def _add_view(view: QMenu, actions: dict[Do, QAction], choices: Choices) -> None:
    """Theme, contrast, and the size of the text, which is told whenever the menu opens."""
    system = ("system", _say(_N("MainMenu", "Follow the system")))
    themes = [system, ("light", _say(_N("MainMenu", "Light"))), ("dark", _say(_N("MainMenu", "Dark")))]
    add_choices(view, _say(_N("MainMenu", "Theme")), "theme", themes, *choices.theme)
    contrasts = [system, ("normal", _say(_N("MainMenu", "Normal"))), ("high", _say(_N("MainMenu", "High")))]
    add_choices(view, _say(_N("MainMenu", "Contrast")), "contrast", contrasts, *choices.contrast)
    view.addSeparator()
    size = view.addAction("")
    size.setObjectName("textSizeNow")
    size.setEnabled(False)

    def tell_size() -> None:
        size.setText(_say(_N("MainMenu", "Text size: {percent}%")).format(percent=round(100 * fonts.scale())))

    tell_size()
    view.aboutToShow.connect(tell_size)
    view.addActions([actions[key] for key in _SIZES])
    view.addSeparator()
    view.addActions([actions[Do.REDUCE_MOTION], actions[Do.SHOW_LOG]])


def _say(text: str) -> str:
    return QCoreApplication.translate("MainMenu", text)
