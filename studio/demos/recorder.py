"""Records what a person does in the window as a demo: controls by name, and no paths of this computer."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import yaml
from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from studio.session.session import Session
from studio.views.recipe.recipe_row import RecipeRow
from studio.window.actions import Do
from studio.window.main_window import MainWindow
from trainer_core.protocol.events import Reason, RunEnded, State
from trainer_core.recipe.presets import DEFAULT, load_preset
from trainer_core.recipe.proposal.kinds import is_built_in
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import describe, shown_value

_PRESSED = frozenset({
    Do.FINISH_EPOCH, Do.VERIFY, Do.EVALUATE, Do.SHOW_LOG, Do.PAGE_TRAIN, Do.PAGE_DATA, Do.PAGE_MODEL, Do.PAGE_INSIDE,
    Do.PAGE_RUNS, Do.PAGE_WEIGHTS, Do.LARGER, Do.SMALLER, Do.NORMAL_SIZE,
})  # fmt: skip
"""Actions that are recorded as pressed. Those that edit or train are recorded by their result; others ask for files."""
_NOT_INSIDE = ("toolbar", "rail", "demosDialog", "recordBar", "demoBar")
"""Parts whose buttons stand for actions or do not belong to a demo."""
_WHICH_DATA = {"en": "Choose the data", "ko": "데이터를 선택하세요"}
_WHICH_FILE = {"en": "Choose your own file for {key}", "ko": "{key}에 쓸 파일을 직접 선택하세요"}


class Recorder(QObject):
    """Follows ``window`` from when it is made until `stop`; ``steps`` are those of a demo, as they stand in its file.

    Signals:
        changed(): there are other steps.
    """

    changed = Signal()

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self.steps: list[dict[str, Any]] = []
        self._window = window
        self._session = session
        if window.recipes.preset is None:
            self.steps.append({"open": DEFAULT})
            self._note_recipe(load_preset(DEFAULT), session.recipe)
        else:
            self.steps.append({"open": window.recipes.preset})
        for key in _PRESSED:
            window.actions_by_key[key].triggered.connect(self._note_action)
        session.recipe_edited.connect(self._note_recipe)
        session.live_edited.connect(self._note_live)
        session.state_changed.connect(self._note_state)
        session.run_ended.connect(self._note_end)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def stop(self) -> None:
        """Record nothing more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        for key in _PRESSED:
            self._window.actions_by_key[key].triggered.disconnect(self._note_action)
        self._session.recipe_edited.disconnect(self._note_recipe)
        self._session.live_edited.disconnect(self._note_live)
        self._session.state_changed.disconnect(self._note_state)
        self._session.run_ended.disconnect(self._note_end)

    def text(self, title: str) -> str:
        """The demo's file, under this title."""
        values = {"title": {"en": title, "ko": title}, "steps": self.steps}
        return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a click on a button that has a name; typed text is ignored."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if isinstance(watched, QAbstractButton) and watched.isEnabled():
            inside = watched.rect().contains(event.position().toPoint())
            if inside and self._is_recorded(watched):
                self._add({"press": self._name_of(watched)})
        return False

    def _is_recorded(self, button: QAbstractButton) -> bool:
        part: QWidget | None = button
        while part is not None:
            if isinstance(part, RecipeRow) or part.objectName() in _NOT_INSIDE:
                return False
            part = part.parentWidget()
        return bool(button.objectName()) and not button.objectName().startswith("qt_")

    def _name_of(self, button: QAbstractButton) -> str:
        """The button's name, within that of what it lies in where there are several."""
        name = button.objectName()
        if len(self._window.findChildren(QWidget, name)) < 2:
            return name
        outer = button.parentWidget()
        while outer is not None and not outer.objectName():
            outer = outer.parentWidget()
        return name if outer is None else f"{outer.objectName()}/{name}"

    @Slot()
    def _note_action(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._add({"press": sender.objectName()})

    @Slot(object, object)
    def _note_recipe(self, before: Recipe, after: Recipe) -> None:
        if self._session.in_run:
            return
        old, new = self._fields(before), self._fields(after)
        values = {key: value for key, value in new.items() if key not in old or old[key] != value}
        preset = self._window.recipes.preset
        if preset is not None and after == self._session.recipe:
            self._add({"open": preset})
        elif "data.source" in values and not is_built_in(values["data.source"]):
            self._add({"open": {"ask": _WHICH_DATA}})
        else:
            private = [key for key, value in values.items() if _is_path(value)]
            for key in private:
                del values[key]
                self._add({"point": {"say": {code: text.format(key=key) for code, text in _WHICH_FILE.items()}}})
            self._set(values)

    @Slot(str, object, object)
    def _note_live(self, key: str, before: object, after: object) -> None:
        self._set({key: after})

    @Slot()
    def _note_state(self) -> None:
        """Note how far a run was trained when it was paused."""
        history = self._session.history
        if self._session.state is not State.PAUSED or history is None or not len(history):
            return
        epochs = history.epochs
        whole = bool(epochs) and epochs[-1].step == len(history)
        self._train({"epochs": len(epochs)} if whole else {"batches": len(history)})

    @Slot(object)
    def _note_end(self, event: RunEnded) -> None:
        if event.reason is Reason.STOPPED:
            self._train({"batches": event.summary.steps})
            self._add({"press": Do.STOP_LAST.value})
        else:
            self._train(None)

    def _fields(self, recipe: Recipe) -> dict[str, Any]:
        sections = describe(recipe, self._session.calls, self._session.candidates)
        return {info.key: _plain(shown_value(recipe, info)) for section in sections for info in section.fields}

    def _set(self, values: dict[str, Any]) -> None:
        if values and self.steps and "set" in self.steps[-1]:
            self.steps[-1]["set"] |= {key: _plain(value) for key, value in values.items()}
            self.changed.emit()
        elif values:
            self._add({"set": {key: _plain(value) for key, value in values.items()}})

    def _train(self, goal: dict[str, int] | None) -> None:
        """Note a training; one that went on from where the last step paused takes its place."""
        if "train" in self.steps[-1]:
            self.steps.pop()
        self._add({"train": goal})

    def _add(self, step: dict[str, Any]) -> None:
        self.steps.append(step)
        self.changed.emit()


def _is_path(value: object) -> bool:
    """Whether a value names a place on somebody's computer."""
    kinds: tuple[type[PurePath], ...] = (PurePosixPath, PureWindowsPath)
    return isinstance(value, str) and any(kind(value).is_absolute() for kind in kinds)


def _plain(value: Any) -> Any:
    """A value as YAML writes it: lists for tuples, plain texts for members of an enumeration."""
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value if isinstance(value, (bool, int, float)) or value is None else str(value)
