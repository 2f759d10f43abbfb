"""What a person's hands do in the window: click, type, press a dialog's button, choose a file, drop files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow, QPushButton, QWidget


def click(studio, name: str) -> None:
    studio.qtbot.mouseClick(studio.button(name), Qt.MouseButton.LeftButton)


def press(name: str):
    return lambda dialog: dialog.findChild(QPushButton, name).click()


def choose_file(path: Path):
    """Type a path into a file dialog and accept it with Enter."""

    def act(dialog: QFileDialog) -> None:
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        edit.setText(str(path))
        dialog.accept()

    return act


def commit(field: QWidget, text: str) -> None:
    """Type what no key has, such as Hangul: an input method hands over each syllable."""
    for syllable in text:
        event = QInputMethodEvent()
        event.setCommitString(syllable)
        QApplication.sendEvent(field, event)


def drop(window: QMainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(
        QPoint(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, enter)
    event = QDropEvent(
        QPointF(200, 200), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, event)
