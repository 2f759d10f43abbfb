"""What the studio remembers between two starts: typed options, kept apart from recipes."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from studio.look.theme import Contrast, Mode
from trainer_core.library.folders import default_root

T = TypeVar("T")

StageTheme = Literal["same", "system", "light", "dark"]

FORMAT_VERSION = 1


class Option(Generic[T]):
    """One remembered value: an attribute of `Settings` with a type, a default and, maybe, the values it may have.

    What is on disk and is not of that type, not one of ``allowed``, or no positive number counts as the default.
    """

    def __init__(self, key: str, default: T, allowed: tuple[T, ...] = ()) -> None:
        self._key = key
        self._default = default
        self._allowed = allowed

    def __get__(self, settings: Settings, owner: type[Settings]) -> T:
        stored: Any = settings.store.value(self._key, self._default, type(self._default))
        wrong_number = isinstance(stored, float) and not (math.isfinite(stored) and stored > 0)
        if not isinstance(stored, type(self._default)) or (self._allowed and stored not in self._allowed):
            return self._default
        return self._default if wrong_number else stored

    def __set__(self, settings: Settings, value: T) -> None:
        settings.store.setValue(self._key, value)


class Settings:
    """The studio's options, in an INI file in the user's configuration folder.

    ``TRAINING_STUDIO_SETTINGS`` names another file: for tests, and for a demo that must not touch a person's own.
    """

    theme: Option[Mode] = Option("look/theme", "system", ("system", "light", "dark"))
    contrast: Option[Contrast] = Option("look/contrast", "system", ("system", "normal", "high"))
    reduced_motion = Option("look/reduced_motion", False)
    language = Option("look/language", "", ("", "en", "ko"))
    scale = Option("look/scale", 1.0)
    smoothing = Option("curves/smoothing", 0.95)
    preset = Option("recipe/preset", "")
    edited_recipe = Option("recipe/edited", "")
    """The recipe in the form as TOML, where it is not the preset."""
    stage_theme: Option[StageTheme] = Option("stage/theme", "same", ("same", "system", "light", "dark"))
    """The theme on stage; ``"same"`` until one is chosen there."""
    stage_size = Option("stage/size", 1.0)
    """How much larger everything is on stage than it needs to be for the last row."""
    stage_captions = Option("stage/captions", True)
    stage_swapped = Option("stage/swapped", False)
    """Whether the audience is on the first screen, and the speaker on the other one."""
    page = Option("window/page", "train", ("train", "data", "model", "inside", "runs", "weights"))
    geometry = Option("window/geometry", QByteArray())
    columns = Option("window/columns", QByteArray())
    log_height = Option("window/log", QByteArray())
    log_shown = Option("window/log_shown", False)
    palette_recent = Option("palette/recent", "")
    """What was used last in the command palette, an id a line, the newest first."""
    runs_folder = Option("files/runs_folder", "")
    corrections_folder = Option("files/corrections_folder", "")
    beside_curves = Option("inside/beside_curves", "")
    """The parts of the page Inside that stand beside the curves: object names with spaces between them."""
    console_history = Option("console/history", "")
    """What was typed into the console, as a list of JSON from the oldest to the newest."""
    watchpoints = Option("inside/watchpoints", "")
    """What runs are watched for, as a list of JSON objects; `studio.session.watchlist` says which."""
    tell_rules = Option("tell/rules", "")
    """What a person is told of, as a JSON object; `studio.session.tell_rules` says which."""
    webhook = Option("tell/webhook", "")
    """The address that reports are sent to. It may hold a secret: never shown on stage, never logged."""
    put_away = Option("files/put_away", "")
    """Interrupted runs that are not offered any more: a path a line."""

    def __init__(self, path: Path | None = None) -> None:
        given = path or os.environ.get("TRAINING_STUDIO_SETTINGS")
        own = platformdirs.user_config_path("training-studio", appauthor=False) / "settings.ini"
        chosen = Path(given) if given else own
        data = chosen.parent if given else platformdirs.user_data_path("training-studio", appauthor=False)
        self.pasted_folder = data / "pasted"
        """The folder in which tables from the clipboard are kept; beside the settings where these are elsewhere."""
        self.store = QSettings(str(chosen), QSettings.Format.IniFormat)
        self.store.setValue("version", FORMAT_VERSION)

    @property
    def runs_root(self) -> Path:
        """The folder in which new runs are kept."""
        return Path(self.runs_folder) if self.runs_folder else default_root()

    @property
    def corrections_root(self) -> Path:
        """The folder in which corrections of examples are kept."""
        return Path(self.corrections_folder) if self.corrections_folder else default_root().parent / "corrections"

    @property
    def console_entries(self) -> list[str]:
        """What was typed into the console, from the oldest to the newest; none where that cannot be read."""
        try:
            stored = json.loads(self.console_history or "[]")
        except (ValueError, RecursionError):
            return []
        return [entry for entry in stored if isinstance(entry, str)] if isinstance(stored, list) else []

    @console_entries.setter
    def console_entries(self, entries: list[str]) -> None:
        self.console_history = json.dumps(entries)

    def last_folder(self, purpose: str) -> Path:
        """The folder that was used last for ``purpose``; the home folder where none was, or it is gone."""
        stored: Any = self.store.value(f"folders/{purpose}", "", str)
        return Path(stored) if isinstance(stored, str) and os.path.isdir(stored) else Path.home()

    def set_last_folder(self, purpose: str, folder: Path) -> None:
        self.store.setValue(f"folders/{purpose}", str(folder))
