"""Why an action of the table cannot be carried out now, in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.session.session import Action, Session
from studio.window.actions import Do
from trainer_core.protocol.events import State

_N = QT_TRANSLATE_NOOP

_REPLAY = _N("WhyOff", "A replay is shown. Close it first.")
_NO_RUN = _N("WhyOff", "No run is under way.")
_IN_RUN = _N("WhyOff", "A run is under way. Stop it first.")
_TRAINING = _N("WhyOff", "The model is training. Pause it first.")
_PREPARING = _N("WhyOff", "The data and the model are not ready yet.")
_WRONG = _N("WhyOff", "A value in the recipe is wrong: {reason}")
_NO_SNAPSHOT = _N("WhyOff", "There is no run with a snapshot to resume from. Train, or open one.")
_BUSY = _N("WhyOff", "The engine is busy. Wait a moment.")
_STAGE = _N("WhyOff", "Only in presenter mode (F9).")
_NO_UNDO = _N("WhyOff", "There is nothing to undo on this page.")
_NO_REDO = _N("WhyOff", "There is nothing to redo on this page.")

_OWN = {
    Do.UNDO: _NO_UNDO,
    Do.REDO: _NO_REDO,
    Do.SWAP_SCREENS: _STAGE,
    Do.SPOTLIGHT: _STAGE,
    Do.ZOOM: _STAGE,
    Do.DRAW: _STAGE,
    Do.CLEAR_DRAWING: _STAGE,
    Do.CAPTIONS: _STAGE,
}


def why_off(key: Do, needs: Action | None, session: Session) -> str:
    """The reason in the language of the window; empty where it is not known."""
    sentence = _of_session(needs, session) if needs is not None else _OWN.get(key, "")
    reason = next(iter(session.errors.values()), "")
    return QCoreApplication.translate("WhyOff", sentence).format(reason=reason) if sentence else ""


def _of_session(needs: Action, session: Session) -> str:
    state, preparing = session.state, session.preparation is None or session.state is State.PREPARING
    if session.replaying:
        return _REPLAY
    match needs:
        case Action.STOP | Action.FINISH_EPOCH | Action.PAUSE | Action.UNPAUSE:
            return _BUSY if state.in_run else _NO_RUN
        case Action.STEP | Action.TRAIN if session.errors:
            return _WRONG
        case Action.STEP if state.in_run and state is not State.PAUSED and not session.pending:
            return _TRAINING
        case Action.EDIT_RECIPE | Action.TRAIN | Action.RESUME_RUN | Action.OPEN_RUN if state.in_run:
            return _IN_RUN
        case Action.RESUME_RUN | Action.VERIFY if not session.run.continuable:
            return _NO_SNAPSHOT
    return _PREPARING if preparing else _BUSY
