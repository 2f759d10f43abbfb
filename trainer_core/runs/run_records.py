"""What a run writes down as it goes: log, numbers, weights, snapshots; a write that fails never ends the training."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import N_, Message, RunFolderError, TrainerError
from trainer_core.history.history import History
from trainer_core.protocol.events import DiskTrouble, Event, Logged, RunSummary, SnapshotTaken
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.layer_health import HEALTH
from trainer_core.runs.run_files import EXAMPLES, RESULT, TENSORBOARD
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.shown.folder import SHOWN, ShownFolder
from trainer_core.runs.shown.log import Place
from trainer_core.runs.tensorboard import TensorBoardMirror

_SECONDS_BETWEEN_WRITES = 1.0


class RunRecords:
    """The records of one run in ``folder``, or none at all where that is None.

    A failure is told once, training goes on, and the next write of its kind tries again; when all kinds work again
    that is told too.
    """

    def __init__(
        self,
        folder: RunFolder | None,
        run: int,
        recipe: Recipe,
        history: History,
        emit: Callable[[Event], None],
        place: Callable[[], Place],
    ) -> None:
        self.folder = folder
        self._place = place if recipe.training.replay else None
        self._mirror = (
            TensorBoardMirror(folder.path, recipe, history) if folder and recipe.training.tensorboard else None
        )
        self._run = run
        self._history = history
        self._emit = emit
        self._trouble: dict[str, Message] = {}
        self._unwritten: deque[tuple[int, npt.NDArray[np.float16]]] = deque()
        self._written = self._snapshot = time.perf_counter()

    @property
    def problem(self) -> Message | None:
        """The first of the failures that still stand; what only mirrors or shows the run loses nothing of it."""
        beside = (TENSORBOARD, SHOWN)
        return next((message for what, message in self._trouble.items() if _kind(what) not in beside), None)

    @property
    def seconds_since_snapshot(self) -> float:
        """Seconds since the last snapshot, or since the beginning."""
        return time.perf_counter() - self._snapshot

    def log(self, level: str, message: Message) -> None:
        """Put a sentence into the run's log and tell it."""
        self._emit(Logged(level, message))
        self._attempt("log", lambda folder: folder.log(level, message))
        if self._place is not None:
            place = self._place()
            self.shown("log", lambda folder: folder.log(place, level, message))

    def shown(self, what: str, write: Callable[[ShownFolder], None]) -> bool:
        """Write ``what`` of all that the run keeps to be shown again; whether it worked."""
        return self._attempt(f"{SHOWN}/{what}", lambda folder: folder.write_shown(write))

    def history(self, *, sync: bool = False) -> None:
        """Write the numbers that are not on disk yet."""
        self._written = time.perf_counter()
        self._attempt("history", lambda folder: folder.write_history(self._history, sync=sync))
        self._attempt(HEALTH, lambda folder: folder.write_layer_health(self._history))
        if self._unwritten:
            self._attempt(EXAMPLES, self._write_example_losses)
        mirror = self._mirror
        if mirror is not None:
            self._attempt(TENSORBOARD, lambda folder: mirror.update())

    def example_losses(self, epoch: int, losses: npt.NDArray[np.float16]) -> None:
        """Write the loss of each training example in an epoch, counted from 1; what fails is written with the next."""
        self._unwritten.append((epoch, losses))
        self._attempt(EXAMPLES, self._write_example_losses)

    def history_now_and_then(self) -> None:
        """Write the numbers if that was more than a second ago."""
        if time.perf_counter() - self._written > _SECONDS_BETWEEN_WRITES:
            self.history()

    def weights(self, name: str, state_dict: Mapping[str, Any]) -> None:
        """Save weights as ``name``."""
        self._attempt(name, lambda folder: folder.save_weights(name, state_dict))

    def lost_weights(self, message: Message) -> None:
        """Note that the present weights could not be had from the device."""
        self._trouble["weights"] = message
        self._emit(Logged("error", message))

    def snapshot(self, values: Callable[[], dict[str, Any]], *, keep: int) -> bool:
        """Take a snapshot of ``values()``, the numbers up to there first; whether it is on disk."""
        if self.folder is None:
            return False
        began = time.perf_counter()
        self.history(sync=True)

        def write(folder: RunFolder) -> None:
            made = values()
            path, size = folder.write_snapshot(made, keep=keep)
            seconds = time.perf_counter() - began
            self._emit(SnapshotTaken(self._run, made["position"]["step"], path, size, seconds))

        # Numbers that are not on disk would be missing when the run goes on from there.
        taken = "history" not in self._trouble and self._attempt("snapshot", write)
        self._snapshot = time.perf_counter()
        return taken

    def changed_at(self, step: int, *, by_hand: bool = False) -> None:
        """Note that from batch ``step`` on the run does not follow from what it was before."""
        facts = {"changed_at": step} | ({"changed_by_hand": True} if by_hand else {})
        self._attempt("facts", lambda folder: folder.write_facts(facts))

    def summary(self, summary: RunSummary) -> None:
        self._attempt(RESULT, lambda folder: folder.write_summary(summary))

    def discard(self) -> None:
        """Delete everything."""
        self._close_mirror()
        self._place = None
        if self.folder is not None:
            self.folder.discard()
            self.folder = None

    def close(self) -> None:
        """Let others write into the folder, and let go of the run."""
        self._close_mirror()
        self._place = None
        if self.folder is not None:
            self.folder.release()

    def _write_example_losses(self, folder: RunFolder) -> None:
        while self._unwritten:
            folder.write_example_losses(*self._unwritten[0])
            self._unwritten.popleft()

    def _close_mirror(self) -> None:
        if self._mirror is not None:
            with contextlib.suppress(RunFolderError):
                self._mirror.close()

    def _attempt(self, what: str, write: Callable[[RunFolder], None]) -> bool:
        """Do one write; whether it worked."""
        if self.folder is None:
            return False
        try:
            write(self.folder)
        except (TrainerError, OSError) as error:
            message = error.message if isinstance(error, TrainerError) else _sentence(error, self.folder)
            if not self._trouble:
                self._emit(DiskTrouble(self._run, message))
            if _kind(what) not in map(_kind, self._trouble):
                self._emit(Logged("error", message))
            self._trouble[what] = message
            return False
        if self._trouble.pop(what, None) is not None and not self._trouble:
            message = Message("The run's folder {path} can be written again.", {"path": str(self.folder.path)})
            self._emit(Logged("info", message))
            self._emit(DiskTrouble(self._run, message, over=True))
        return True


def _kind(what: str) -> str:
    """What a write is told as: all that is only shown again counts as one."""
    return what.partition("/")[0]


def _sentence(error: OSError, folder: RunFolder) -> Message:
    template = N_(
        "The run's folder {path} cannot be written: {reason}. Training continues; make room or save elsewhere."
    )
    return RunFolderError("cannot-write", template, path=str(folder.path), reason=error.strerror or str(error)).message
