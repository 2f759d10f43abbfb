"""The line at the bottom: what the engine does in words, how far it is, how fast, how long, and where."""

from __future__ import annotations

import math
import time

import psutil
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QProgressBar, QSizePolicy, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session import time_left as pace
from studio.session.busy_cores import BusyCores
from studio.session.session import Session
from studio.session.state_words import state_words
from studio.widgets.fitting_pill import FittingPill
from studio.widgets.passing_label import PassingLabel
from studio.widgets.state_dot import StateDot
from studio.widgets.steady_label import SteadyLabel
from trainer_core.protocol.events import (
    DeviceMemory,
    Diverged,
    Prepared,
    Progress,
    RunEnded,
    RunOpened,
    RunStarted,
    State,
)
from trainer_core.protocol.inside import StoodInside

HEIGHT = 34
_LINE = 28
_REFRESHES_A_SECOND = 2
_THOUSANDTHS = 1000
_UNCOUNTED = ("zero_grad", "forward", "loss")
"""Before these phases the batch at hand has no loss yet, and is not counted."""
_GAP, _SIDE = 14, 14
_BAR, _BAR_AT_LEAST, _SENTENCE_AT_LEAST = 220, 72, 120
_DEVICE_AT_LEAST = 0.2
"""Of the width, where a long sentence stands beside the device."""


class StatusBar(Retranslated, QFrame):
    """State, epoch, batch, progress, time left, speed and device; new twice a second while seen.

    Where the window is too narrow, the age of the snapshot, speed, batch, time left and epoch give way, in this
    order. What is shown can be read: ``state_text``, ``fraction`` (0..1), and the labels ``epoch``, ``batch``,
    ``time_left``, ``speed``, ``snapshot`` and ``device``. No signals.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setProperty("role", "statusbar")
        self._session = session
        self._process = psutil.Process()
        self._ticks = 0
        self._memory = 0
        self._scale = fonts.scale()
        self._on_device: DeviceMemory | None = None
        self._badge_of: Prepared | None = None
        self._on_badge: object = None
        self._diverged = False
        self._stood: StoodInside | None = None
        self.busy = BusyCores(session, self)
        self._offers: list[QWidget] = []
        self._preparing: Progress | None = None
        self._fraction = 0.0
        self._recent = pace.RecentPace()
        self.dot = StateDot("idle", self)
        self._state = PassingLabel(self)
        self.epoch, self.batch = SteadyLabel(self), SteadyLabel(self)
        self.bar = QProgressBar(self)
        self.time_left = SteadyLabel(self)
        self.speed = SteadyLabel(self)
        self.snapshot = SteadyLabel(self)
        self.device = FittingPill("muted", self)
        self._numbers = (self.epoch, self.batch, self.time_left, self.speed, self.snapshot)
        self._timer = QTimer(self, interval=1000 // _REFRESHES_A_SECOND)
        self._timer.timeout.connect(self.refresh)
        self._arrange()
        session.state_changed.connect(self._take_state)
        session.progress.connect(self._take_progress)
        session.run_started.connect(self._take_run)
        session.diverged.connect(self._take_diverged)
        session.stood_inside.connect(self._take_place)
        session.device_memory.connect(self._take_memory)
        for news in (session.prepared, session.run_ended, session.run_opened):
            news.connect(self._take_news)
        session.replays.changed.connect(self.refresh)
        self.retranslate()

    @property
    def state_text(self) -> str:
        """What the engine does, or how its last run ended."""
        return self._state.words

    @property
    def fraction(self) -> float:
        """How far the run, or a preparation, is, from 0 to 1."""
        return self._fraction

    @property
    def refreshing(self) -> bool:
        """Whether the timer runs: only while the bar can be seen."""
        return self._timer.isActive()

    @Slot()
    def refresh(self) -> None:
        """Read what is new from the history, and once a second the memory in use, and show it."""
        if self._ticks % _REFRESHES_A_SECOND == 0:
            self._memory = self._process.memory_info().rss
        self._ticks += 1
        self._show_state()
        self._show_run()
        self._show_device()
        self._share_room()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Status"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setToolTip(self.tr("Training progress"))
        self.speed.setToolTip(self.tr("Training examples per second (recent)"))
        self.time_left.setToolTip(self.tr("Estimated from the last batches and the last validation"))
        self._on_badge = None
        self.refresh()

    def add_offer(self, offer: QWidget) -> None:
        """Show an offer before the device; numbers give way to it while it is not hidden."""
        self._offers.append(offer)
        offer.setFixedHeight(fonts.scaled(_LINE))
        self._row.insertWidget(self._row.indexOf(self.device), offer)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            # After the widgets in it, which are polished later than itself.
            QTimer.singleShot(0, self, self._measure_again)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def sizeHint(self) -> QSize:
        return QSize(640, round(HEIGHT * fonts.scale()))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, round(HEIGHT * fonts.scale()))

    @Slot()
    def _take_state(self) -> None:
        if self._session.state is not State.PREPARING:
            self._preparing = None
        if self._session.state not in (State.PAUSED, State.IDLE):
            self._diverged = False
        if self._session.state is not State.PAUSED:
            self._stood = None
        self.refresh()

    @Slot(object)
    def _take_progress(self, event: Progress) -> None:
        self._preparing = event
        self.refresh()

    @Slot(object)
    def _take_run(self, event: RunStarted) -> None:
        self._diverged = False
        self.refresh()

    @Slot(object)
    def _take_place(self, event: StoodInside) -> None:
        self._stood = event
        self.refresh()

    @Slot(object)
    def _take_memory(self, event: DeviceMemory) -> None:
        self._on_device = event

    @Slot(object)
    def _take_diverged(self, event: Diverged) -> None:
        self._diverged = True
        self.refresh()

    @Slot(object)
    def _take_news(self, event: Prepared | RunEnded | RunOpened) -> None:
        self.refresh()

    def _show_state(self) -> None:
        mark, text = state_words(self._session, self._preparing, diverged=self._diverged)
        self.dot.set_state(mark)
        if text != self._state.words:
            self.dot.setAccessibleName(text)
            self._state.setText(text)

    def _show_run(self) -> None:
        run, state = self._session.run.started, self._session.state
        if state is State.PREPARING:
            self._fraction = self._preparing.fraction if self._preparing else 0.0
        elif run is not None:
            each = max(1, run.batches_per_epoch)
            epoch, batch = pace.place(run.history, each)
            self._fraction = min((max(epoch - 1, 0) + batch / each) / max(1, run.epochs), 1.0)
        self.bar.setValue(round(self._fraction * _THOUSANDTHS))
        if run is None or state is State.PREPARING:
            for label in self._numbers:
                label.clear()
            return
        if self._stands_before(len(run.history)):
            epoch, batch = (epoch + 1, 1) if batch >= each else (epoch, batch + 1)
        text = self.tr("epoch {epoch} of {epochs}")
        shown = min(max(epoch, 1), run.epochs)
        self._write(self.epoch, text, epoch=(shown, run.epochs), epochs=(run.epochs, run.epochs))
        text = self.tr("batch {batch} of {batches}")
        self._write(self.batch, text, batch=(batch, each), batches=(each, each))
        per_batch = self._recent.seconds_per_batch(run.history)
        left = pace.seconds_left(run.history, run.epochs, each, per_batch)
        text = self.tr("{time} left").format(time=formats.duration(_calm(left)))
        self.time_left.show_text(text if math.isfinite(left) and state.in_run else "")
        text = self._speed_words().format(speed=formats.rate(run.batch_size / per_batch)) if per_batch > 0 else ""
        self.speed.show_text(text)
        self._show_snapshot()

    def _stands_before(self, counted_batches: int) -> bool:
        """Whether the run stands in a batch that is not counted yet: the one that the step is shown of."""
        if self._session.state is not State.PAUSED:
            return False
        if self._stood is not None:
            return self._stood.step >= counted_batches
        return self._session.phase in _UNCOUNTED

    def _show_snapshot(self) -> None:
        """Say how much training a crash would cost now."""
        taken = self._session.run.snapshot
        if taken is None or not self._session.in_run:
            self.snapshot.clear()
            return
        passed = formats.duration(time.monotonic() - self._session.run.snapshot_at)
        self.snapshot.show_text(self.tr("snapshot {time} ago").format(time=passed))
        tip = self.tr("The run can be resumed from batch {step} after a crash: {path} ({size})")
        self.snapshot.setToolTip(
            tip.format(step=formats.count(taken.step), path=taken.path, size=formats.size(taken.bytes))
        )

    def _speed_words(self) -> str:
        prepared = self._session.preparation
        images = prepared is None or len(prepared.data.input_shape) == 3
        return self.tr("{speed} images/s") if images else self.tr("{speed} examples/s")

    def _write(self, label: SteadyLabel, text: str, **facts: tuple[int, int]) -> None:
        """Write present values into ``text`` and keep the room that it needs with the largest ones."""
        now, most = ({name: formats.count(each[at]) for name, each in facts.items()} for at in (0, 1))
        label.show_text(text.format(**now), text.format(**most))

    def _show_device(self) -> None:
        prepared = self._session.preparation
        memory = formats.size(self._memory)
        facts = (memory, self._on_device, self.busy.threads)
        if prepared is self._badge_of and facts == self._on_badge:
            return
        self._badge_of, self._on_badge = prepared, facts
        if prepared is None:
            self._write_device((memory,))
            self.device.setToolTip(self.tr("Memory that the studio uses. Nothing is on a device yet."))
            return
        report = prepared.device
        parts = [report.name, memory]
        if report.device == "cpu":
            parts.insert(1, counted(self.busy.threads, "1 thread", "{n:,} threads"))
        held = self._on_device if self._on_device and self._on_device.device == report.device else None
        if held is not None:
            sizes = {"used": formats.size(held.used), "total": formats.size(held.total)}
            parts[-1] = self.tr("{used} of {total}").format(**sizes)
        self._write_device((" · ".join(parts), f"{parts[0]} · {parts[-1]}", parts[0]))
        tip = self.tr("The model's parameters are on {device}. The studio uses {memory} of memory.").format(
            device=report.device, memory=memory
        )
        if held is not None:
            more = self.tr("PyTorch holds {used} of the {total} that the device has.").format(**sizes)
            tip = f"{tip}\n{more}"
        why = words(report.why) if report.why else ""
        self.device.setToolTip(f"{tip}\n{why}" if why else tip)
        self.device.setAccessibleDescription(self.device.toolTip())
        self.device.set_kind("warning" if why and report.asked not in ("auto", report.device) else "muted")

    def _write_device(self, texts: tuple[str, ...]) -> None:
        if self.device.set_texts(texts):
            self._share_room()

    def _share_room(self) -> None:
        """Show as much as fits: the sentence, the bar and the device always, the rest by its weight."""
        in_run = self._session.in_run
        show_bar = in_run or self._session.state is State.PREPARING
        room = self.width() - 2 * _SIDE - self.dot.sizeHint().width() - 8 - _GAP
        wanted = math.ceil(fonts.width_of(self._state.text(), self._state.font())) + 2
        sentence = min(wanted, fonts.scaled(_SENTENCE_AT_LEAST) if in_run else max(wanted, 0))
        if show_bar:
            room -= _BAR_AT_LEAST + _GAP
        first = self.epoch.minimumWidth() + _GAP if in_run and self.epoch.text() else 0
        device = self.device.fit(max(room - sentence - first - _GAP, _DEVICE_AT_LEAST * room)) + _GAP
        # An audience reads how a run ended before it reads on what.
        hidden = fonts.on_stage() and not in_run and room - device < wanted <= room
        self.device.setVisible(not hidden)
        room -= sentence + (0 if hidden else device)
        room -= sum(offer.sizeHint().width() + _GAP for offer in self._offers if not offer.isHidden())
        for label in (self.epoch, self.time_left, self.batch, self.speed, self.snapshot):
            needed = label.minimumWidth() + _GAP
            shown = bool(label.text()) and (in_run or label is self.speed) and needed <= room
            if shown:
                room -= needed
            label.setVisible(shown)
        self.bar.setVisible(show_bar)
        self._state.setMinimumWidth(wanted if in_run and room >= wanted - sentence else 0)

    @Slot()
    def _measure_again(self) -> None:
        """Give all sizes back and fix them anew, for another font."""
        for label in self._numbers:
            label.forget_room()
        self.device.forget_room()
        self._fix_sizes()
        if self._scale != fonts.scale():
            self._scale = fonts.scale()
            self._state.say(self.tr("Text size {percent}%").format(percent=round(100 * self._scale)))
        self.refresh()

    def _fix_sizes(self) -> None:
        """A label of a fixed size takes another text without having the whole window laid out anew."""
        for label in self._numbers:
            label.setFixedHeight(fonts.scaled(_LINE))
        for offer in self._offers:
            offer.setFixedHeight(fonts.scaled(_LINE))
        self.device.setFixedHeight(self.device.sizeHint().height())

    def _arrange(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        names = {
            "statusDot": self.dot,
            "statusText": self._state,
            "statusEpoch": self.epoch,
            "statusBatch": self.batch,
            "statusProgress": self.bar,
            "statusTimeLeft": self.time_left,
            "statusSpeed": self.speed,
            "statusSnapshot": self.snapshot,
            "statusDevice": self.device,
        }
        for name, widget in names.items():
            widget.setObjectName(name)
        fonts.use(self._state, strong=True)
        self._state.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.bar.setRange(0, _THOUSANDTHS)
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(_BAR_AT_LEAST)
        self.bar.setMaximumWidth(_BAR)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for label in self._numbers:
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._fix_sizes()
        self.speed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, 0, _SIDE, 0)
        layout.setSpacing(_GAP)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        start = QHBoxLayout()
        start.setSpacing(8)
        start.addWidget(self.dot)
        start.addWidget(self._state)
        layout.addLayout(start)
        layout.addWidget(self.epoch)
        layout.addWidget(self.batch)
        layout.addWidget(self.bar, 2)
        layout.addWidget(self.time_left)
        layout.addStretch(1)
        layout.addWidget(self.snapshot)
        layout.addWidget(self.speed)
        layout.addWidget(self.device)


def _calm(seconds: float) -> float:
    """Round an estimate to what is of use: by 5 seconds from a minute on, by a minute from an hour on."""
    if not seconds >= 60:
        return seconds
    step = 5 if seconds < 3600 else 60
    return round(seconds / step) * step
