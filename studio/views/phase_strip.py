"""The five phases of a training step while it is paused inside one: where it stands, and what comes next."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.theme import current_theme, redress
from studio.session.phases import PHASES
from studio.session.session import Session
from studio.widgets.marks import paint_mark
from trainer_core.protocol.events import State

_SIDE, _GAP = 14, 6
_CALM_MS = 600
"""Who steps from phase to phase goes on within this time; the strip stays meanwhile, and the page does not jump."""


class PhaseStrip(Retranslated, QFrame):
    """Five named steps, the one that is next lit, with a sentence, a line of code and the loss of the batch.

    It is there while the run is paused inside a batch. ``phase`` is what it shows. No signals.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phaseStrip")
        self.setProperty("role", "section")
        self._session = session
        self.phase = ""
        self._compact = False
        self._steps = [_Step(phase.name, self) for phase in PHASES]
        self.sentence = QLabel(self)
        self.sentence.setObjectName("phaseSentence")
        self.sentence.setWordWrap(True)
        self.loss = QLabel(self)
        self.loss.setObjectName("phaseLoss")
        self.code = QLabel(self)
        self.code.setObjectName("phaseCode")
        self._keys = QLabel(self)
        self._leave = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._leave.timeout.connect(self.hide)
        self._arrange()
        session.state_changed.connect(self._follow)
        self.retranslate()
        self.hide()

    def set_compact(self, compact: bool) -> None:
        """Leave the code and the keys away, which stand in tool tips, too, and write the rest smaller."""
        for label in (self.code, self._keys):
            label.setVisible(not compact)
        if compact is not self._compact:
            self._compact = compact
            for label in (self.sentence, self.loss):
                fonts.use(label, "base" if compact else "title", strong=label is self.loss)
                redress(label)

    @Slot()
    def _follow(self) -> None:
        session = self._session
        if session.state is State.PAUSED and session.phase:
            self._leave.stop()
            self.phase = session.phase
            self._word()
            self.show()
        elif session.state is State.TRAINING and self.phase:
            if not self._leave.isActive():
                self._leave.start()
        else:
            self._leave.stop()
            self.phase = ""
            self.hide()

    def _word(self) -> None:
        place = next((place for place, phase in enumerate(PHASES) if phase.name == self.phase), None)
        if place is None:
            return
        for number, step in enumerate(self._steps):
            step.show_as("done" if number < place else "next" if number == place else "")
        phase = PHASES[place]
        self.sentence.setText(phase.words)
        self.code.setText(phase.code)
        known = math.isfinite(self._session.batch_loss)
        self.loss.setText(
            self.tr("loss of this batch {loss}").format(loss=formats.loss(self._session.batch_loss)) if known else ""
        )
        self.loss.setVisible(known)
        text = self.tr("Step {number} of {count}, {phase}, is next")
        if self._session.within_phase:
            text = self.tr("Step {number} of {count}, {phase}, is running")
        where = text.format(number=place + 1, count=len(PHASES), phase=phase.name)
        self.setAccessibleName(where)
        self.setAccessibleDescription(" ".join(filter(None, (self.sentence.text(), phase.code, self.loss.text()))))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._keys.setText(self.tr("F10: next phase · F11: to the end of the batch"))
        for step, phase in zip(self._steps, PHASES, strict=True):
            step.setToolTip(f"{phase.words}\n{phase.code}")
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_keys"):
            self.code.setFont(fonts.monospace())

    def _arrange(self) -> None:
        fonts.use(self.sentence, "title")
        fonts.use(self.loss, "title", strong=True)
        fonts.use(self._keys, "small")
        self.code.setFont(fonts.monospace())
        self.code.setProperty("role", "accent")
        self._keys.setProperty("role", "muted")
        for label in (self.sentence, self.loss, self.code, self._keys):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.code, self._keys):
            label.setWordWrap(True)
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        steps, words, notes = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        steps.setSpacing(_GAP)
        for step in self._steps:
            steps.addWidget(step, 1)
        words.setSpacing(16)
        words.addWidget(self.sentence, 1)
        words.addWidget(self.loss, 0, Qt.AlignmentFlag.AlignTop)
        notes.setSpacing(16)
        notes.addWidget(self.code, 1)
        notes.addWidget(self._keys, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 12, _SIDE, 10)
        layout.setSpacing(8)
        for row in (steps, words, notes):
            layout.addLayout(row)
        # No higher than its words need in this width: `Maximum` would be the height that they need in their own.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)


class _Step(QWidget):
    """One phase as a tile: done with a tick, next in the accent, to come muted."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._look = ""
        self.setObjectName(f"phase_{name}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_as(self, look: str) -> None:
        """Draw it as ``"done"``, ``"next"`` or, empty, as one to come."""
        if look != self._look:
            self._look = look
            self.update()

    @property
    def lit(self) -> bool:
        """Whether it is the next one."""
        return self._look == "next"

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(fonts.font("title", strong=True))
        return QSize(round(metrics.horizontalAdvance(self._name)) + 12, round(metrics.height()) + 18)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        ground, line, ink = {
            "done": ("panel", "hairline", "muted"),
            "next": ("accent_fill", "accent_fill", "on_accent"),
            "": ("raised", "hairline", "muted"),
        }[self._look]
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour(line), 1))
            painter.setBrush(tokens.colour(ground))
            painter.drawRoundedRect(area, 6, 6)
            font = self._fitting_font(area.width() - 8)
            metrics = QFontMetricsF(font)
            width, tick = metrics.horizontalAdvance(self._name), metrics.height() * 0.6
            ticked = self._look == "done" and width + tick + 4 <= area.width() - 8
            left = area.center().x() - (width + (tick + 4 if ticked else 0)) / 2
            if ticked:
                place = QRectF(left, area.center().y() - tick / 2, tick, tick)
                paint_mark(painter, True, place, tokens.colour("right"))
                left += tick + 4
            painter.setFont(font)
            painter.setPen(tokens.colour(ink))
            shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, area.width() - 6)
            painter.drawText(QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _fitting_font(self, room: float) -> QFont:
        """The largest of the studio's sizes in which the name fits."""
        strong = self._look == "next"
        sizes: tuple[fonts.Size, ...] = ("title", "base", "small")
        for size in sizes:
            font = fonts.font(size, strong)
            if QFontMetricsF(font).horizontalAdvance(self._name) <= room:
                break
        return font
