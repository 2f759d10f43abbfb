"""How watchpoints are worded: what each kind waits for, and where the run has come to one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.look.messages import words
from studio.session.session import Session
from studio.views.inside.step_controls import batch_title
from trainer_core.protocol.inside import DONE, Place, WatchFor, WatchpointReached

_N = QT_TRANSLATE_NOOP
translate = QCoreApplication.translate

_KINDS = {
    WatchFor.NOT_FINITE: _N("Watchpoints", "A value is not finite"),
    WatchFor.GRADIENT_VANISHES: _N("Watchpoints", "A gradient vanishes"),
    WatchFor.GRADIENT_EXPLODES: _N("Watchpoints", "A gradient explodes"),
    WatchFor.DEAD_UNIT: _N("Watchpoints", "A unit is dead"),
    WatchFor.STILL_WEIGHT: _N("Watchpoints", "A weight does not change"),
    WatchFor.UPDATE_RATIO: _N("Watchpoints", "An update leaves its range"),
    WatchFor.EXPRESSION: _N("Watchpoints", "An expression is true"),
}
_SENTENCES = {
    WatchFor.NOT_FINITE: _N(
        "Watchpoints",
        "The loss, a prediction, a gradient or a weight is NaN or infinite; the run pauses where that started",
    ),
    WatchFor.GRADIENT_VANISHES: _N("Watchpoints", "The norm of a parameter's gradient is below a bound"),
    WatchFor.GRADIENT_EXPLODES: _N("Watchpoints", "The norm of a parameter's gradient is above a bound"),
    WatchFor.DEAD_UNIT: _N("Watchpoints", "A unit or channel outputs only 0 for several batches in a row"),
    WatchFor.STILL_WEIGHT: _N("Watchpoints", "A parameter stays the same for several steps in a row"),
    WatchFor.UPDATE_RATIO: _N("Watchpoints", "A step changes a parameter by less or more than this share of its norm"),
    WatchFor.EXPRESSION: _N("Watchpoints", "A Python expression with the console's names, evaluated after each phase"),
}


def kind_words(what: WatchFor) -> str:
    """What a kind of watchpoint waits for, in a few words."""
    return translate("Watchpoints", _KINDS[what])


def kind_sentence(what: WatchFor) -> str:
    """The same in a sentence."""
    return translate("Watchpoints", _SENTENCES[what])


def reached_words(session: Session, event: WatchpointReached) -> str:
    """What has happened, and where: two lines."""
    return f"{words(event.message)}\n{where(session, event)}"


def where(session: Session, event: WatchpointReached) -> str:
    """The batch, the phase, the operation or node with its module, and the line of code."""
    batch = batch_title(session, event.step, translate("Watchpoints", "Epoch {epoch}, batch {batch}"))
    return " · ".join((batch, *_place(event.place)))


def _place(place: Place) -> list[str]:
    if place.kind == "phase":
        text = translate("Watchpoints", "before {phase}")
        return [translate("Watchpoints", "after the step") if place.name == DONE else text.format(phase=place.name)]
    text = translate("Watchpoints", "{what} in {module}") if place.module else "{what}"
    parts = [place.phase, text.format(what=place.name, module=place.module)]
    if place.line is not None:
        line = translate("Watchpoints", "{file}, line {line}: {code}")
        name = Path(place.line.file).name
        parts.append(line.format(file=name, line=place.line.number, code=place.line.text.strip()))
    return parts
