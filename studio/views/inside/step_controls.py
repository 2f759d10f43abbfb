"""The head of the stepper: where the step stands, the buttons that move it, and slow motion."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.numbers import NumberRules
from studio.session.permissions import Action
from studio.session.session import Session
from studio.views.inside.slow_motion import FASTEST, SLOWEST, SlowMotion
from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_button import IconButton
from studio.widgets.segmented import Segmented
from studio.widgets.slider_field import SliderField
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.events import State
from trainer_core.protocol.inside import StepBack

_UNITS = (Unit.OPERATION, Unit.MODULE, Unit.PHASE, Unit.BATCH, Unit.EPOCH)
_KEYS = {Unit.OPERATION: "F6", Unit.MODULE: "F7"}
"""Those of the phase, the batch and the epoch are the window's."""
_BACK_KEY = "Shift+F10"
_SIDE = 14
_WIDE, _LONG, _SHORT = 590, 230, 126
"""From so wide on the slider of the speed is long."""
_NARROW = 440
"""In less the switch of units leaves no room beside its words, and the speed is a number without a unit."""


class StepControls(Retranslated, QFrame):
    """Title and sentence over a switch of units with two buttons, over slow motion.

    Signals:
        pinned(bool): the step is to be looked into also while another page is shown.
        beside_asked(): the step is to stand beside the curves, or in its own place again.
    """

    pinned = Signal(bool)
    beside_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepControls")
        self.setProperty("role", "section")
        self._session = session
        self.slow = SlowMotion(session, self)
        self.title, self.sentence = ElidedLabel("", self), ElidedLabel("", self)
        self.title.setObjectName("stepTitle")
        self.sentence.setObjectName("stepSentence")
        self.units = Segmented([(unit.value, "") for unit in _UNITS], self)
        self.units.setObjectName("stepUnit")
        self.units.set_value(Unit.PHASE.value)
        self.step_button, self.back_button = Button("", "step", self), Button("", "chevron-left", self)
        self.slow_button, self.full_button = Button("", "play", self), Button("", "play", self)
        self.speed = SliderField(1.0, NumberRules(minimum=SLOWEST, maximum=FASTEST, logarithmic=True), "", self)
        self.pin = IconButton("pin", "", self)
        self.pin.setCheckable(True)
        self.beside = IconButton("curves", "", self)
        self._is_beside = False
        for widget, name in (
            (self.step_button, "stepForwardButton"),
            (self.back_button, "stepBackButton"),
            (self.slow_button, "slowMotionButton"),
            (self.full_button, "fullSpeedButton"),
            (self.speed.slider, "slowMotionSlider"),
            (self.speed.number, "slowMotionSpeed"),
            (self.pin, "insidePinButton"),
            (self.beside, "stepBesideButton"),
        ):
            widget.setObjectName(name)
        self.step_button.set_primary(True)
        self._arrange()
        self._connect()
        self.retranslate()

    @property
    def unit(self) -> Unit:
        """By how much the buttons move."""
        return Unit(self.units.value)

    def show_place(self, title: str, sentence: str) -> None:
        """Say where the step stands and what comes next."""
        self.title.setText(title)
        self.sentence.setText(sentence)

    def show_beside(self, is_beside: bool) -> None:
        """Say what the button does that takes the step to the curves, or back."""
        self._is_beside = is_beside
        self.beside.set_icon_name("inside" if is_beside else "curves")
        self.beside.set_name(
            self.tr("Bring the step back to Inside") if is_beside else self.tr("Show the step beside the curves")
        )

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.units.set_labels(
            {
                Unit.OPERATION.value: self.tr("Operation"),
                Unit.MODULE.value: self.tr("Module"),
                Unit.PHASE.value: self.tr("Phase"),
                Unit.BATCH.value: self.tr("Batch"),
                Unit.EPOCH.value: self.tr("Epoch"),
            }
        )
        self.units.setAccessibleName(self.tr("By how much to move"))
        self.units.setToolTip(
            self.tr("F6: operation · F7: module · F10: phase · F11: batch · Shift+F11: epoch · Shift+F10: back")
        )
        self.step_button.setText(self.tr("Step"))
        self.step_button.setToolTip(self.tr("Continue to the next place of the chosen kind"))
        self.back_button.setAccessibleName(self.tr("Back"))
        self.back_button.setToolTip(
            self.tr("Go back to the place before: the batch is computed again to there, with the same numbers")
        )
        self.speed.set_name(
            self.tr("Steps per second"), self.tr("How many of the chosen units slow motion takes per second")
        )
        self._per_second.setText(self.tr("per second"))
        self.full_button.setText(self.tr("Full speed"))
        self.full_button.setToolTip(self.tr("Let the run continue, with the numbers that it would have had anyway"))
        self.pin.set_name(self.tr("Keep looking into the step while another page is shown"))
        self.show_beside(self._is_beside)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tight = self.width() < fonts.scaled(_NARROW)
        self.units.set_tight(tight)
        self._per_second.setVisible(not tight)
        self.speed.setFixedWidth(fonts.scaled(_LONG if self.width() >= fonts.scaled(_WIDE) else _SHORT))
        self._keep_height()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # words or letters of another size
            self._keep_height()
        return super().event(event)

    def _keep_height(self) -> None:
        """Have room for all rows of buttons, however little the phases below then have: they can be scrolled."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _arrange(self) -> None:
        fonts.use(self.title, "title", strong=True)
        fonts.use(self.sentence, "small")
        self.sentence.setProperty("role", "muted")
        for label in (self.title, self.sentence):  # one line each: what is below does not jump from phase to phase
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._per_second = QLabel(self)
        self._per_second.setProperty("role", "muted")
        fonts.use(self._per_second, "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.beside)
        head.addWidget(self.pin)
        buttons = FlowLayout(spacing=8, row_spacing=6)
        for widget in (self.units, self.back_button, self.step_button):
            buttons.addWidget(widget)
        speed = QWidget(self)
        beside = QHBoxLayout(speed)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.speed)
        beside.addWidget(self._per_second)
        slow = FlowLayout(spacing=8, row_spacing=6)
        for part in (self.slow_button, speed, self.full_button):
            slow.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE, 10, _SIDE, 10)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.sentence)
        whole.addLayout(buttons)
        whole.addLayout(slow)

    def _connect(self) -> None:
        self.step_button.clicked.connect(self._step)
        self.back_button.clicked.connect(self._back)
        self.slow_button.clicked.connect(self._toggle_slow)
        self.full_button.clicked.connect(self._full_speed)
        self.speed.value_changed.connect(self.slow.set_speed)
        self.speed.moved.connect(self.slow.set_speed)
        self.slow.set_speed(1.0)
        self.units.changed.connect(self._choose_unit)
        self.pin.toggled.connect(self.pinned)
        self.beside.clicked.connect(self.beside_asked)
        self.slow.changed.connect(self._follow)
        self._session.state_changed.connect(self._follow)
        for unit, keys in _KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda unit=unit: self._step(unit=unit))
        QShortcut(QKeySequence(_BACK_KEY), self).activated.connect(self._back)

    @Slot()
    def _step(self, checked: bool = False, unit: Unit | None = None) -> None:
        self.slow.stop()
        if self._session.in_run and self._session.possible(Action.STEP):
            self._session.advance(unit or self.unit)

    @Slot()
    def _back(self) -> None:
        self.slow.stop()
        if self._session.state is State.PAUSED and self.unit is not Unit.EPOCH:
            self._session.post(StepBack(self.unit))

    @Slot()
    def _toggle_slow(self) -> None:
        if self.slow.going:
            self.slow.stop()
            return
        self.slow.unit = self.unit
        self.slow.start()

    @Slot()
    def _full_speed(self) -> None:
        if self._session.possible(Action.UNPAUSE):
            self.slow.stop()
            self._session.resume()
        elif self._session.possible(Action.PAUSE):
            self.slow.stop()
            self._session.pause()

    @Slot(str)
    def _choose_unit(self, unit: str) -> None:
        self.slow.unit = Unit(unit)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        session, going = self._session, self.slow.going
        still = session.state is State.PAUSED and session.possible(Action.STEP)
        running = session.in_run and not still and not going
        self.step_button.setEnabled(still or going)
        self.back_button.setEnabled((still or going) and self.unit is not Unit.EPOCH)
        self.slow_button.setEnabled(still or going)
        self.slow_button.setText(self.tr("Hold") if going else self.tr("Slow motion"))
        self.slow_button.set_icon_name("pause" if going else "play")
        self.slow_button.setToolTip(
            self.tr("Stop here") if going else self.tr("Continue by itself, at the speed chosen beside")
        )
        self.full_button.setText(self.tr("Pause") if running else self.tr("Full speed"))
        self.full_button.set_icon_name("pause" if running else "play")
        allowed = session.possible(Action.PAUSE if running else Action.UNPAUSE)
        self.full_button.setEnabled(going or allowed)


def batch_title(session: Session, step: int, words: str) -> str:
    """``words`` with {epoch}, {batch} and {count} of batch ``step`` (counted from 0) filled in."""
    per_epoch = session.run.started.batches_per_epoch if session.run.started is not None else 1
    return words.format(
        epoch=formats.count(step // per_epoch + 1),
        batch=formats.count(step % per_epoch + 1),
        count=formats.count(per_epoch),
    )
