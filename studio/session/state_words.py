"""What the engine does, in a few words and a mark, for whichever part of the window says it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QCoreApplication

from studio.look.i18n import QT_TRANSLATE_NOOP, language
from studio.look.messages import counted, words
from studio.session.session import Session
from trainer_core.protocol.events import Progress, Reason, RunEnded, State

Mark = Literal["idle", "active", "held", "good", "bad"]

_N = QT_TRANSLATE_NOOP

_PENDING: dict[str, str] = {
    "Stop": _N("StateWords", "Stopping…"),
    "Pause": _N("StateWords", "Pausing…"),
    "Shutdown": _N("StateWords", "Closing…"),
}
_BUSY: dict[State, str] = {
    State.PREPARING: _N("StateWords", "Preparing…"),
    State.TRAINING: _N("StateWords", "Training"),
    State.VALIDATING: _N("StateWords", "Validating"),
    State.TESTING: _N("StateWords", "Testing"),
}
_BUSY_WITH = {
    "Evaluate": _N("StateWords", "Testing the present weights…"),
    "VerifyRun": _N("StateWords", "Verifying the run…"),
}
_UNITS: tuple[tuple[int, Callable[[int], str]], ...] = (
    (365 * 86_400, lambda n: counted(n, "a year ago", "{n} years ago")),
    (30 * 86_400, lambda n: counted(n, "a month ago", "{n} months ago")),
    (86_400, lambda n: counted(n, "a day ago", "{n} days ago")),
    (3_600, lambda n: counted(n, "an hour ago", "{n} hours ago")),
    (60, lambda n: counted(n, "a minute ago", "{n} minutes ago")),
)
_GOOD_ENDS = (Reason.COMPLETED, Reason.STOPPED_EARLY)
_BAD_ENDS = (Reason.DIVERGED, Reason.OUT_OF_MEMORY, Reason.FAILED)


def state_words(session: Session, preparing: Progress | None = None, *, diverged: bool = False) -> tuple[Mark, str]:
    """Return the mark and the words for the state of ``session``.

    ``preparing`` is how far a preparation is; ``diverged`` says that the run is paused because its loss is no
    number any more.
    """
    state, pending = session.state, session.pending
    if pending in _PENDING:
        return "held", _tr(_PENDING[pending])
    if state is State.PREPARING and preparing is not None:
        return "active", _tr(_N("StateWords", "Preparing… {what}")).format(what=words(preparing.message))
    if state is State.TRAINING and pending == "FinishEpoch":
        return "active", _tr(_N("StateWords", "Finishing the epoch…"))
    if pending == "OpenRun":
        return "active", _tr(_N("StateWords", "Opening…"))
    if session.replaying:
        return _replay_words(session)
    if session.busy_with and state in (State.IDLE, State.PAUSED, State.TRAINING):
        return "active", _tr(_BUSY_WITH[session.busy_with])
    if state in _BUSY:
        return "active", _tr(_BUSY[state])
    if state is State.PAUSED:
        return _paused_words(session.phase, diverged, within=session.within_phase)
    if pending == "Start":
        return "active", _tr(_N("StateWords", "Starting…"))
    if session.run.opened is not None:
        return _opened_words(session)
    return _idle_words(session.run.ended)


def ago(seconds: float) -> str:
    """Write how long ago something was, in the largest whole unit: ``2 days ago``."""
    for unit, words_of in _UNITS:
        count = int(seconds // unit)
        if count:
            return words_of(count)
    return _tr(_N("StateWords", "just now"))


def _opened_words(session: Session) -> tuple[Mark, str]:
    assert session.run.opened is not None
    title, result = session.run.opened.recipe.title(language()), session.run.opened.result
    when = ago(time.time() - session.run.opened_at)
    finished = result.get("reason") not in (None, Reason.INTERRUPTED.value)
    text = _N("StateWords", "Opened: {title} (finished {when})")
    if not finished:
        text = _N("StateWords", "Opened: {title} (interrupted {when})")
    return "good" if finished else "idle", _tr(text).format(title=title, when=when)


def _replay_words(session: Session) -> tuple[Mark, str]:
    if session.state is State.TRAINING:
        return "active", _tr(_N("StateWords", "Replaying"))
    if session.state is State.VALIDATING:
        return "active", _tr(_N("StateWords", "Replaying the validation"))
    if session.state is State.PAUSED:
        return "held", _tr(_N("StateWords", "Replay paused"))
    return "good", _tr(_N("StateWords", "End of the replay"))


def _paused_words(phase: str, diverged: bool, *, within: bool) -> tuple[Mark, str]:
    if diverged:
        return "bad", _tr(_N("StateWords", "Paused: training diverged"))
    if phase and within:
        return "held", _tr(_N("StateWords", "Paused inside {phase}")).format(phase=phase)
    if phase:
        return "held", _tr(_N("StateWords", "Paused before {phase}")).format(phase=phase)
    return "held", _tr(_N("StateWords", "Paused"))


def _idle_words(ended: RunEnded | None) -> tuple[Mark, str]:
    if ended is None:
        return "idle", _tr(_N("StateWords", "Ready"))
    reason = words(ended.message)
    if ended.reason in _BAD_ENDS:
        return "bad", _tr(_N("StateWords", "Ended: {reason}")).format(reason=reason)
    mark: Mark = "good" if ended.reason in _GOOD_ENDS else "idle"
    return mark, reason


def _tr(text: str) -> str:
    return QCoreApplication.translate("StateWords", text)
