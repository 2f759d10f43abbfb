"""The first thing seen after a crash: a run was interrupted, how far it got, and one button with which it goes on."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated, language
from studio.look.messages import counted, recipe_words
from studio.look.metrics import number, title, word
from studio.session.interrupted_runs import InterruptedRuns
from studio.session.state_words import ago
from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.focus import lead_to
from studio.widgets.small_curves import SmallCurves
from trainer_core.history.history import LOSS
from trainer_core.library.record import RunRecord

_WIDTH = 560
_AGEING_MS = 20_000


class InterruptedView(Retranslated, QWidget):
    """A card about the newest interrupted run in the middle of the room it is given.

    Signals:
        continue_asked(object), open_asked(object): the run's folder.
        put_away(object): the run's folder; it is not to be offered again.
        all_asked(): show every run.
    """

    continue_asked = Signal(object)
    open_asked = Signal(object)
    put_away = Signal(object)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("interruptedView")
        self._runs: InterruptedRuns | None = None
        self._head = QLabel(self)
        self._name = ElidedLabel("", self)
        self._name.setObjectName("interruptedName")
        self._recipe = ElidedLabel("", self)
        self._progress = QLabel(self)
        self._progress.setObjectName("interruptedProgress")
        self._when = QLabel(self)
        self._promise = QLabel(self)
        self.curves = {"loss": SmallCurves(self), "metric": SmallCurves(self)}
        self._captions = {name: QLabel(self) for name in self.curves}
        self.continue_button = Button("", "play", self)
        self.continue_button.setObjectName("continueInterruptedButton")
        self.continue_button.set_primary(True)
        self.look_button = QPushButton(self)
        self.look_button.setObjectName("openInterruptedButton")
        self.anew_button = QPushButton(self)
        self.anew_button.setObjectName("dismissInterruptedButton")
        self.all_button = QPushButton(self)
        self.all_button.setObjectName("showInterruptedButton")
        self.all_button.setProperty("role", "quiet")
        self._arrange()
        self.ageing = QTimer(self, interval=_AGEING_MS)
        self.ageing.timeout.connect(self._age)
        self.ageing.start()
        self.continue_button.clicked.connect(self._continue)
        self.look_button.clicked.connect(self._look)
        self.anew_button.clicked.connect(self._put_away)
        self.all_button.clicked.connect(self.all_asked)

    @property
    def runs(self) -> InterruptedRuns | None:
        """What is shown."""
        return self._runs

    @property
    def text(self) -> str:
        """Everything that the card says, a line each."""
        return "\n".join(
            label.text() for label in (self._head, self._name, self._recipe, self._progress, self._when, self._promise)
        )

    def show_runs(self, runs: InterruptedRuns) -> None:
        """Tell of ``runs``."""
        self._runs = runs
        picture = runs.newest.picture
        share = runs.share or 1.0
        self.curves["loss"].show_curves(picture.loss, picture.validation_loss, share)
        self.curves["metric"].show_curves(picture.metric, picture.validation_metric, share)
        self.retranslate()

    def set_busy(self, busy: bool) -> None:
        """While something is under way no button can be pressed."""
        for button in (self.continue_button, self.look_button, self.anew_button):
            button.setEnabled(not busy)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        if self._runs is None:
            return
        record, count = self._runs.newest, self._runs.count
        self._head.setText(self.tr("A run was interrupted"))
        own = record.title.get(language(), "")
        self._name.setText(own if own and record.name == record.title.get("en") else record.name)
        self._recipe.setText(recipe_words(record.recipe_parts))
        self._progress.setText(self._progress_words(self._runs))
        self._when.setText(self._when_words(record))
        self._promise.setText(self._promise_words(self._runs))
        for name, heading in (("loss", title(LOSS)), ("metric", title(record.metric))):
            self._captions[name].setText(heading)
            self.curves[name].setAccessibleName(heading)
        self.continue_button.setText(self.tr("Resume run"))
        self.continue_button.setToolTip(self.tr("Train on from where the run was interrupted (Enter)"))
        self.look_button.setText(self.tr("Open without training"))
        self.look_button.setToolTip(self.tr("Bring its curves, predictions and weights back without training"))
        self.anew_button.setText(self.tr("Start over"))
        self.anew_button.setToolTip(
            self.tr("Put this card away; the run stays among the runs, and can be resumed from there")
        )
        self.all_button.setText(self.tr("Show all ({count})").format(count=formats.count(count)))
        self.all_button.setToolTip(self.tr("Show every run, those that were interrupted too"))
        self.all_button.setVisible(count > 1)
        self.setAccessibleName(self._head.text())
        self.setAccessibleDescription(self.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _continue(self) -> None:
        self.continue_asked.emit(self._newest.path)

    @Slot()
    def _look(self) -> None:
        self.open_asked.emit(self._newest.path)

    @Slot()
    def _put_away(self) -> None:
        self.put_away.emit(self._newest.path)

    @property
    def _newest(self) -> RunRecord:
        """The run that the buttons act on; the card is shown only with one."""
        assert self._runs is not None
        return self._runs.newest

    def _progress_words(self, runs: InterruptedRuns) -> str:
        record, share = runs.newest, runs.share
        epoch = min(record.epochs + 1, max(record.epochs_planned, 1))
        parts = [self.tr("epoch {epoch} of {epochs}").format(epoch=epoch, epochs=record.epochs_planned)]
        if share:
            parts[0] = f"{parts[0]}, {formats.percent(share, 0)}"
        else:
            parts.append(counted(record.steps, "1 batch", "{n:,} batches"))
        value = record.result("final_validation")
        if math.isfinite(value):
            text = self.tr("validation {metric} {value}")
            parts.append(text.format(metric=word(record.metric), value=number(record.metric, value)))
        return " · ".join(parts)

    def _promise_words(self, runs: InterruptedRuns) -> str:
        """Say where the run resumes, and how much is trained again."""
        text = self.tr("Resumes from the end of epoch {epoch}")
        if not runs.resumes_epoch:
            text = self.tr("Resumes after batch {batch}")
        text = text.format(epoch=formats.count(runs.resumes_epoch), batch=formats.count(runs.resumes_at))
        lost = runs.newest.steps - runs.resumes_at
        if lost > 0:
            again = counted(lost, "1 batch is trained again", "{n:,} batches are trained again")
            text = f"{text}; {again}"
        return self.tr("{where}. The result is the same as if it had not been interrupted.").format(where=text)

    @Slot()
    def _age(self) -> None:
        """Keep "2 minutes ago" true while the card is looked at."""
        if self._runs is not None and self.isVisible():
            self._when.setText(self._when_words(self._runs.newest))

    def _when_words(self, record: RunRecord) -> str:
        parts = []
        if record.started is not None:
            local = record.started.astimezone()
            text = self.tr("started {ago}, {date}")
            passed = time.time() - record.started.timestamp()
            parts.append(text.format(ago=ago(passed), date=f"{local:%Y-%m-%d %H:%M}"))
        if math.isfinite(record.seconds):
            parts.append(self.tr("{time} of training").format(time=formats.duration(record.seconds)))
        return " · ".join(parts)

    def _arrange(self) -> None:
        fonts.use(self._head, "title", strong=True)
        fonts.use(self._name, strong=True)
        for label in (self._recipe, self._when, self._promise, *self._captions.values()):
            label.setProperty("role", "muted")
        for label in (*self._captions.values(), self._recipe):
            fonts.use(label, "small")
        for label in (self._head, self._progress, self._when, self._promise):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        card = QFrame(self)
        card.setObjectName("interruptedCard")
        card.setProperty("role", "card")
        card.setMaximumWidth(round(_WIDTH * fonts.scale()))
        plots = QGridLayout()
        plots.setHorizontalSpacing(12)
        plots.setVerticalSpacing(4)
        for column, (name, curves) in enumerate(self.curves.items()):
            plots.addWidget(self._captions[name], 0, column)
            plots.addWidget(curves, 1, column)
        buttons = FlowLayout(spacing=8, row_spacing=8)
        for button in (self.continue_button, self.look_button, self.anew_button, self.all_button):
            buttons.addWidget(button)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 20, 20, 20)
        inside.setSpacing(4)
        inside.addWidget(self._head)
        inside.addSpacing(8)
        for widget in (self._name, self._recipe, self._progress, self._when):
            inside.addWidget(widget)
        inside.addSpacing(12)
        inside.addLayout(plots)
        inside.addSpacing(12)
        inside.addWidget(self._promise)
        inside.addSpacing(12)
        inside.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(card, 1)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        lead_to(self, self.continue_button)
