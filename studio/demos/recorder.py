"""Records what a person does in the window as a demo: controls by name, and no paths of this computer."""

from __future__ import annotations

import math
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import yaml
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from studio.demos.gestures import Gestures, same_list
from studio.session.session import Session
from studio.window.actions import Do
from studio.window.main_window import MainWindow
from trainer_core.protocol.events import Reason, RunEnded, State
from trainer_core.recipe.presets import DEFAULT, load_preset
from trainer_core.recipe.proposal.kinds import is_built_in
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import describe, shown_value

_PRESSED = frozenset({
    Do.FINISH_EPOCH, Do.VERIFY, Do.EVALUATE, Do.SHOW_LOG, Do.PAGE_TRAIN, Do.PAGE_DATA, Do.PAGE_MODEL, Do.PAGE_INSIDE,
    Do.PAGE_RUNS, Do.PAGE_WEIGHTS, Do.LARGER, Do.SMALLER, Do.NORMAL_SIZE, Do.PRESENT,
})  # fmt: skip
"""Actions that a demo presses. What edits or trains is recorded by what comes of it; others ask for files."""
_NO_STEP = frozenset({
    Do.SAVE, Do.LOAD, Do.SAVE_RECIPE, Do.TRY_PICTURES, Do.OPEN_RUN_FOLDER, Do.RUNS_FOLDER, Do.EMPTY_CACHE,
    Do.RESUME_RUN, Do.PLUGINS, Do.ABOUT,
})  # fmt: skip
"""Actions that are only remarked."""
_WHICH_DATA = {"en": "Choose the data", "ko": "데이터를 선택하세요"}
_WHICH_FILE = {"en": "Choose your own file for {key}", "ko": "{key}에 쓸 파일을 직접 선택하세요"}


class Recorder(QObject):
    """Follows ``window`` from when it is made until `stop`; ``steps`` are those of a demo, as they stand in its file.

    ``remarks`` say, by the number of the step before which they belong, what was done and no step does again.

    Signals:
        changed(): there are other steps.
    """

    changed = Signal()

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self.steps: list[dict[str, Any]] = []
        self.remarks: dict[int, list[str]] = {}
        self._window = window
        self._session = session
        if window.recipes.preset is None:
            self.steps.append({"open": DEFAULT})
            self._note_recipe(load_preset(DEFAULT), session.recipe)
        else:
            self.steps.append({"open": window.recipes.preset})
        for key in _PRESSED:
            window.actions_by_key[key].triggered.connect(self._note_action)
        for key in _NO_STEP:
            window.actions_by_key[key].triggered.connect(self._note_no_step)
        self._gestures = Gestures(window, self)
        self._gestures.took.connect(self._take)
        self._gestures.remarked.connect(self._remark)
        session.weights_loaded.connect(self._note_weights)
        session.paths_predicted.connect(self._note_pictures)
        session.recipe_edited.connect(self._note_recipe)
        session.live_edited.connect(self._note_live)
        session.state_changed.connect(self._note_state)
        session.run_ended.connect(self._note_end)

    def stop(self) -> None:
        """Record nothing more."""
        self._gestures.stop()
        self._session.weights_loaded.disconnect(self._note_weights)
        self._session.paths_predicted.disconnect(self._note_pictures)
        for key in _NO_STEP:
            self._window.actions_by_key[key].triggered.disconnect(self._note_no_step)
        for key in _PRESSED:
            self._window.actions_by_key[key].triggered.disconnect(self._note_action)
        self._session.recipe_edited.disconnect(self._note_recipe)
        self._session.live_edited.disconnect(self._note_live)
        self._session.state_changed.disconnect(self._note_state)
        self._session.run_ended.disconnect(self._note_end)

    def text(self, title: str) -> str:
        """The demo's file, under this title."""
        text = f"title: {_yaml({'en': title, 'ko': title})}\nsteps:\n"
        for number in range(len(self.steps) + 1):
            text += "".join(f"  # {' '.join(remark.split())}\n" for remark in self.remarks.get(number, ()))
            for verb, what in self.steps[number].items() if number < len(self.steps) else ():
                text += f"  - {verb}: {_yaml(what)}".rstrip() + "\n"
        return text

    @Slot()
    def _note_action(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._add({"press": sender.objectName()})

    @Slot()
    def _note_no_step(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self._remark(self.tr("“{text}” was chosen; a demo cannot do that.").format(text=sender.text()))

    @Slot(object)
    def _note_weights(self, event: object) -> None:
        self._remark(self.tr("Weights were loaded. Put the file next to this one and add drop: with its name."))

    @Slot(object)
    def _note_pictures(self, event: object) -> None:
        self._remark(self.tr("Files were tried. Put them next to this one and add drop: with a list of their names."))

    @Slot(object)
    def _take(self, step: dict[str, Any]) -> None:
        if self.steps and same_list(self.steps[-1], step):
            self.steps.pop()
        self._add(step)

    @Slot(str)
    def _remark(self, text: str) -> None:
        there = self.remarks.setdefault(len(self.steps), [])
        if text not in there:
            there.append(text)

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
        history = self._session.run.history
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


def _yaml(value: object) -> str:
    """A value as it stands behind a colon; nothing for None."""
    if value is None:
        return ""
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=math.inf)
    return text.removesuffix("...\n").strip()


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
