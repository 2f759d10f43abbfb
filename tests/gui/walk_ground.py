"""The ground of a random walk: the real studio on quick recipes, with files to drop, and nothing outside one folder."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from unittest import mock

import numpy as np
import torch
from PIL import Image
from PySide6.QtCore import QEvent, QEventLoop, QObject, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from studio import app as studio_app
from studio.app import Studio, make_application
from studio.dialogs.file_dialogs import Purpose
from studio.look.settings import Settings
from studio.testing import top_level_widgets
from trainer_core.recipe.presets import load_preset
from trainer_core.recipe.recipe import Recipe

QUICK = {"data.limit": 256, "data.batch_size": 32, "training.epochs": 2, "training.device": "cpu"}
_HARMLESS = ("This plugin does not support", "propagateSizeHints")


def make_files(folder: Path) -> list[Path]:
    """Good and bad files of each kind that can be dropped."""
    place = folder / "files"
    place.mkdir(exist_ok=True)
    quick = Recipe().with_values(QUICK)
    state = {"layers.0.weight": torch.ones(3, 4)}
    torch.save(state, place / "other.pt")
    torch.save({name: torch.full_like(value, float("nan")) for name, value in state.items()}, place / "nan.pth")
    for name, data in {
        "empty.pt": b"",
        "text.pt": b"not weights",
        "cut.safetensors": b"\x08\x00\x00\x00\x00\x00\x00\x00{",
        "good.toml": quick.to_toml().encode(),
        "other.toml": quick.with_values({"model.name": "mlp", "optimizer.name": "SGD"}).to_toml().encode(),
        "wrong.toml": b"[training]\nepochs = -3\n",
        "bad.toml": b"\xff[",
        "broken.png": b"\x89PNG\r\n\x1a\n",
        "notes.txt": b"nothing for the studio",
    }.items():
        (place / name).write_bytes(data)
    noise = np.random.default_rng(0).integers(0, 255, (40, 30, 3), dtype=np.uint8)
    for name in ("shirt.png", "bag.jpg"):
        Image.fromarray(noise).save(place / name)
    return [*sorted(place.iterdir()), place / "gone.pt", place]


@contextmanager
def listening(problems: list[str]) -> Iterator[None]:
    """Collect every exception that nobody caught, and Qt's warnings."""

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        problems.append("".join(traceback.format_exception(kind, error, trace)))

    def take_from_thread(arguments: threading.ExceptHookArgs) -> None:
        assert arguments.exc_value is not None
        take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def take_message(kind: QtMsgType, context: object, message: str) -> None:
        loud = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if loud and not any(part in message for part in _HARMLESS):
            problems.append(f"Qt: {message}")

    hooks = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = take, take_from_thread
    before = qInstallMessageHandler(take_message)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = hooks
        qInstallMessageHandler(before)


class _Nowhere(QObject):
    """Takes what would be opened in a file manager or a browser."""

    @Slot(QUrl)
    def take(self, url: QUrl) -> None: ...


def quick_preset(name: str) -> Recipe:
    """A preset on few examples; the widest network is left out, a batch of it takes seconds."""
    recipe = load_preset("fashion-mnist-cnn" if name == "fashion-mnist-best" else name)
    return recipe.with_values(QUICK)


@contextmanager
def walkable_studio(folder: Path) -> Iterator[Studio]:
    """The real studio on quick recipes, all its files below ``folder``, and nothing opened outside of it."""
    application = make_application()
    settings = Settings(folder / "settings.ini")
    settings.runs_folder = str(folder / "runs")
    settings.corrections_folder = str(folder / "corrections")
    for purpose in Purpose:
        settings.set_last_folder(purpose, folder / "files")
    settings.language, settings.theme = "en", "light"
    outside: Mapping[str, str] = {
        "XDG_DATA_HOME": str(folder / "trash"),
        "TRAINING_STUDIO_CACHE": str(folder / "cache"),
        "HOME": str(folder),
    }
    nowhere = _Nowhere()
    with mock.patch.dict(os.environ, outside), mock.patch.object(studio_app, "load_preset", quick_preset):
        for scheme in ("file", "http", "https"):
            QDesktopServices.setUrlHandler(scheme, nowhere, "take")
        studio = Studio(application, settings)
        studio.window.resize(1440, 900)
        studio.window.show()
        try:
            yield studio
        finally:
            _end(studio)
            for scheme in ("file", "http", "https"):
                QDesktopServices.unsetUrlHandler(scheme)


def _end(studio: Studio) -> None:
    for widget in top_level_widgets():
        if isinstance(widget, (QDialog, QMenu)):
            widget.close()
    studio.window.hide()
    loop = QEventLoop()
    studio.thread_.finished.connect(loop.quit)
    studio.shut_down()
    loop.exec()
    studio.thread_.wait()
    studio.window.deleteLater()
    studio.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
