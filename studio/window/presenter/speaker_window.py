"""The speaker's window: notes, what comes next, clock, stopwatch, the run's state, and what the audience sees."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QDateTime, QSize, Qt, QTime, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.theme import current_theme

_TICK_MS, _LEAST_MS, _COSTS = 500, 500, 40
"""The audience's picture is taken twice a second, or at forty times what taking it took: a fortieth of the time."""
_LINES = 30
"""So many lines of text are as high as the window."""
_LARGE = 2.2


class Stopwatch:
    """Seconds since it was started, without those in which it stood. ``now`` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float] = lambda: time.monotonic()) -> None:
        self._now = now
        self._before = 0.0
        self._since: float | None = None

    @property
    def running(self) -> bool:
        return self._since is not None

    @property
    def seconds(self) -> float:
        """What it shows."""
        return self._before + (self._now() - self._since if self._since is not None else 0.0)

    def start(self) -> None:
        """Start it; one that runs goes on."""
        if self._since is None:
            self._since = self._now()

    def stop(self) -> None:
        """Stop it where it is."""
        self._before, self._since = self.seconds, None

    def reset(self) -> None:
        """Begin again at nothing; one that runs goes on from there."""
        self._before, self._since = 0.0, self._now() if self.running else None


class SpeakerWindow(Retranslated, QWidget):
    """A window for the speaker alone; ``stopwatch`` is started with the presentation.

    Signals:
        closed(): a person has closed it.
    """

    closed = Signal()

    def __init__(self, audience: QWidget, state: Callable[[], str]) -> None:
        """``audience`` is the window that the audience sees, ``state`` words what its run does."""
        super().__init__(audience, Qt.WindowType.Window)
        self.setObjectName("speakerWindow")
        self._audience, self._state_words = audience, state
        self.stopwatch = Stopwatch()
        self.now: Callable[[], QTime] = _time_of_day
        """Tells the time of day."""
        self.clock, self.elapsed, self.state = QLabel(self), QLabel(self), QLabel(self)
        self.notes, self.next, self.notice = QLabel(self), QLabel(self), QLabel(self)
        self._next_title, self._notes_title = QLabel(self), QLabel(self)
        self.start_button, self.reset_button = QPushButton(self), QPushButton(self)
        self.picture = _Picture(self)
        self.clock.setObjectName("speakerClock")
        self.elapsed.setObjectName("speakerStopwatch")
        self.state.setObjectName("speakerState")
        self.notes.setObjectName("speakerNotes")
        self.next.setObjectName("speakerNext")
        self.notice.setObjectName("speakerNotice")
        self.start_button.setObjectName("speakerStartButton")
        self.reset_button.setObjectName("speakerResetButton")
        self.picture.setObjectName("speakerPicture")
        self._arrange()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._ticking.timeout.connect(self.refresh)
        self._looking = QTimer(self, singleShot=True)
        self._looking.timeout.connect(self._look)
        self.start_button.clicked.connect(self._start_or_stop)
        self.reset_button.clicked.connect(self._reset)
        self.retranslate()

    def show_notes(self, text: str, next_text: str) -> None:
        """Say what the speaker wants to know now, and what comes next."""
        self.notes.setText(text)
        self.next.setText(next_text)
        self._next_title.setVisible(bool(next_text))
        self.next.setVisible(bool(next_text))

    def tell(self, sentence: str) -> None:
        """Say what is not told to the audience; an empty sentence says nothing."""
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setWindowTitle(self.tr("Training Studio: speaker"))
        self._notes_title.setText(self.tr("Notes"))
        self._next_title.setText(self.tr("Next"))
        self.clock.setAccessibleName(self.tr("Time of day"))
        self.elapsed.setAccessibleName(self.tr("Stopwatch"))
        self.picture.setAccessibleName(self.tr("What the audience sees"))
        self.reset_button.setText(self.tr("Reset"))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show time, stopwatch and state as they are now."""
        self.clock.setText(self.now().toString("HH:mm"))
        minutes, seconds = divmod(int(self.stopwatch.seconds), 60)
        hours, minutes = divmod(minutes, 60)
        self.elapsed.setText(f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}")
        self.state.setText(self._state_words())
        self.start_button.setText(self.tr("Stop timer") if self.stopwatch.running else self.tr("Start timer"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._ticking.start()
        self._looking.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticking.stop()
        self._looking.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _fit(self) -> None:
        """This window has a size of text of its own, whatever the audience's screen asks for."""
        scale = max(self.height() / (_LINES * 16), 1.0)
        points = fonts.points("base", scale)
        large = f"QLabel#speakerClock, QLabel#speakerStopwatch {{ font-size: {points * _LARGE:.2f}pt; }}\n"
        notes = f"QLabel#speakerNotes {{ font-size: {points * 1.5:.2f}pt; }}\n"
        buttons = f"QPushButton {{ font-size: {points:.2f}pt; min-height: 0; }}\n"
        self.setStyleSheet(f"QLabel {{ font-size: {points:.2f}pt; }}\n" + large + notes + buttons)

    def _arrange(self) -> None:
        for label in (self.notes, self.next, self.notice, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for label in (self._notes_title, self._next_title):
            label.setProperty("role", "muted")
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notice.hide()
        self.show_notes("", "")
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.notes)
        head = QHBoxLayout()
        head.addWidget(self.clock)
        head.addStretch(1)
        head.addWidget(self.elapsed)
        head.addWidget(self.start_button)
        head.addWidget(self.reset_button)
        left = QWidget(self)
        seen = QVBoxLayout(left)
        seen.addWidget(self.picture, 1)
        seen.addWidget(self.state)
        seen.addWidget(self.notice)
        right = QWidget(self)
        said = QVBoxLayout(right)
        said.addWidget(self._notes_title)
        said.addWidget(scroll, 3)
        said.addWidget(self._next_title)
        said.addWidget(self.next, 1)
        sides = QSplitter(Qt.Orientation.Horizontal, self)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setSizes([600, 500])
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(sides, 1)
        self.resize(1100, 680)

    @Slot()
    def _start_or_stop(self) -> None:
        if self.stopwatch.running:
            self.stopwatch.stop()
        else:
            self.stopwatch.start()
        self.refresh()

    @Slot()
    def _reset(self) -> None:
        self.stopwatch.reset()
        self.refresh()

    @Slot()
    def _look(self) -> None:
        begin = time.perf_counter()
        self.picture.show_picture(self._audience.grab())
        self._looking.start(max(_LEAST_MS, round(_COSTS * 1000 * (time.perf_counter() - begin))))


def _time_of_day() -> QTime:
    return QDateTime.fromSecsSinceEpoch(int(time.time())).time()


class _Picture(QWidget):
    """The last picture of the audience's window, as large as there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setMinimumSize(160, 90)

    @property
    def shown(self) -> QPixmap:
        return self._picture

    def show_picture(self, picture: QPixmap) -> None:
        room = self.size() * self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        self._picture = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            size = self._picture.deviceIndependentSize()
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawPixmap(round(left), round(top), self._picture)
            painter.setPen(current_theme().tokens.colour("hairline"))
            painter.drawRect(round(left), round(top), round(size.width()) - 1, round(size.height()) - 1)
