"""The language of the window: which there are, which one holds, and its change while the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from trainer_core.files.resources import resource

if TYPE_CHECKING:
    _Mixed = QWidget
else:
    _Mixed = object

LANGUAGES = {"en": "English", "ko": "한국어"}

_installed: list[QTranslator] = []
_language = "en"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for translation and return it as it is; Qt's own function is typed as returning object."""
    return text


def language() -> str:
    """The code of the language that holds now: ``"en"`` or ``"ko"``."""
    return _language


def preferred(chosen: str) -> str:
    """The language to start in: the person's choice, else the system's if we have it, else English."""
    system = QLocale.system().name()[:2]
    return chosen or (system if system in LANGUAGES else "en")


def set_language(app: QApplication, code: str) -> None:
    """Switch the whole application; every widget is told by a LanguageChange event, see `Retranslated`.

    Raises:
        KeyError: there is no such language.
    """
    global _language
    if code not in LANGUAGES:
        raise KeyError(code)
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    _language = code
    QLocale.setDefault(QLocale(code))
    if code == "en":
        return
    folders = {
        "qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        "studio": str(resource("translations")),
    }
    for name, folder in folders.items():
        translator = QTranslator(app)
        if translator.load(f"{name}_{code}", folder):
            app.installTranslator(translator)
            _installed.append(translator)


class Retranslated(_Mixed):
    """Mixed into a widget of Qt, before it among the bases: it words itself anew when the language changes."""

    def retranslate(self) -> None:
        """Word everything in the present language."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
