"""Everything that happened, in sentences with their time, which can be copied."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from studio.look import formats
from studio.look.i18n import Retranslated
from studio.look.metrics import number
from studio.session.replay_commands import NOT_KEPT, REPLAY
from studio.session.session import Session
from studio.views.log.log_lines import (
    LEVEL_ROLE,
    LEVELS,
    TIME_ROLE,
    Line,
    LineDelegate,
    LinesAtLeast,
    LogModel,
    line_of,
)
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_button import IconButton
from studio.widgets.segmented import Segmented
from trainer_core.errors import N_, Message, plural
from trainer_core.history.history import LOSS
from trainer_core.protocol.commands import Split
from trainer_core.protocol.data_browsing import OF_OTHER_DATA
from trainer_core.protocol.events import (
    Crashed,
    DiskTrouble,
    Diverged,
    EpochEnded,
    Evaluated,
    Logged,
    Reason,
    Refused,
    RunEnded,
    RunOpened,
    RunStarted,
    Verified,
    WeightsRefused,
)
from trainer_core.tasks import metric_of

_SIDE = 14
_BAD_ENDS = (Reason.DIVERGED, Reason.OUT_OF_MEMORY, Reason.FAILED)


class LogView(Retranslated, QWidget):
    """The log of the session. It follows the end unless a person has scrolled up. No signals.

    ``model`` holds all lines; `sentences` are those that the level switch lets through.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logView")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._before: list[Line] | None = None
        """The lines of before a replay, while it is on."""
        self.model = LogModel(self)
        self._shown = LinesAtLeast(self.model, self)
        self.level_switch = Segmented([(level, "") for level in LEVELS], self)
        self.level_switch.setObjectName("logLevelSwitch")
        self.copy_button = IconButton("copy", "", self)
        self.copy_button.setObjectName("logCopyButton")
        self.list = QListView(self)
        self.list.setObjectName("logList")
        self._following = QTimer(self, singleShot=True, interval=0)
        """Scrolls once, however many lines have come."""
        self._following.timeout.connect(self.list.scrollToBottom)
        self._empty = EmptyState("info", "", "", self)
        self._pages = QStackedWidget(self)
        self._arrange()
        self.level_switch.changed.connect(self._filter)
        self.copy_button.clicked.connect(self.copy_all)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.list)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_selection)
        self._listen(session)
        self.retranslate()

    @property
    def sentences(self) -> list[str]:
        """The sentences that are shown, from the oldest to the newest."""
        return [self._shown.index(row, 0).data() for row in range(self._shown.rowCount())]

    @Slot()
    def copy_all(self) -> None:
        """Put every shown line on the clipboard, one line of text each."""
        self._copy(range(self._shown.rowCount()))

    @Slot()
    def copy_selection(self) -> None:
        """Put the selected lines on the clipboard, from the oldest to the newest."""
        self._copy(sorted(index.row() for index in self.list.selectionModel().selectedIndexes()))

    def add(self, level: str, message: Message) -> None:
        """Write a line now. What two events say in a row is written once, at the more serious level."""
        if self.model.lines and self.model.lines[-1].message == message:
            self.model.worsen(level)
            return
        follow = self._following.isActive() or self._at_end()
        self.model.append(Line(self._now(), level, message))
        self._show_page()
        if follow:
            self._following.start()

    def _now(self) -> str:
        """The time of day or, of a run that is replayed, how long it had trained."""
        player = self._session.replay
        if player is None:
            return datetime.fromtimestamp(time.time()).strftime("%H:%M:%S")
        seconds = int(player.told_at)
        return f"{min(seconds // 3600, 99):02}:{seconds // 60 % 60:02}:{seconds % 60:02}"

    @Slot()
    def _turn(self) -> None:
        """A replay has a log of its own; afterwards that of before is there again."""
        if self._session.replaying and self._before is None:
            self._before = self.model.lines
            self.model.replace(())
        elif not self._session.replaying and self._before is not None:
            self.model.replace(self._before)
            self._before = None
            self.list.scrollToBottom()
        self._show_page()

    def retranslate(self) -> None:
        """Word the controls and every line in the present language."""
        self.setAccessibleName(self.tr("Log"))
        self.list.setAccessibleName(self.tr("Log"))
        self.list.setToolTip(self.tr("Everything that happened, the newest at the end"))
        self.level_switch.set_labels(
            {"info": self.tr("all"), "warning": self.tr("warnings"), "error": self.tr("errors")}
        )
        self.level_switch.setAccessibleName(self.tr("Which lines are shown"))
        self.level_switch.setToolTip(self.tr("Show every line, or only what went wrong"))
        self.copy_button.set_name(self.tr("Copy all lines"))
        self._show_page()
        self.model.reword()

    def showEvent(self, event: QShowEvent) -> None:
        """What has just happened is what somebody wants to see who opens the log."""
        super().showEvent(event)
        QTimer.singleShot(0, self.list, self.list.scrollToBottom)

    @Slot(object)
    def _take_logged(self, event: Logged) -> None:
        self.add(event.level, event.message)

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        """Tell it; what gave way to something else is asked for again by itself."""
        if event.code not in (NOT_KEPT, REPLAY, *OF_OTHER_DATA) and event.command not in (
            "MapAnswers",
            "MeasureChange",
        ):
            self.add("warning", event.message)

    @Slot(object)
    def _take_diverged(self, event: Diverged) -> None:
        self.add("error", event.message)

    @Slot(object)
    def _take_end(self, event: RunEnded) -> None:
        self.add("error" if event.reason in _BAD_ENDS else "info", event.message)

    @Slot(object)
    def _take_crash(self, event: Crashed) -> None:
        self.add("error", event.sentence)

    @Slot(object)
    def _take_run(self, event: RunStarted) -> None:
        if self._session.replaying:
            self.model.replace(())
        batches = plural(event.batches_per_epoch, "1 batch", "{n:,} batches")
        length = plural(event.epochs, "1 epoch of {batches}", "{n:,} epochs of {batches}", batches=batches)
        facts = {"run": event.run, "length": length, "folder": str(event.folder or "")}
        if self._session.replaying:
            text = N_("Replay of {folder}: {length}.")
        elif event.continued_from:
            facts["step"] = formats.count(event.continued_from)
            text = N_("Run {run} resumed after batch {step}: {length}, kept in {folder}.")
        elif event.folder:
            text = N_("Run {run} began: {length}, kept in {folder}.")
        else:
            text = N_("Run {run} began: {length}, not kept on disk.")
        self.add("info", Message(text, facts))

    @Slot(object)
    def _take_opened(self, event: RunOpened) -> None:
        """Tell what the run of earlier told, each line with its own time."""
        lines = [line_of(text) for text in event.log]
        self.model.extend(lines)
        self.add(
            "info",
            plural(
                len(lines),
                "Opened {folder}; above is the only line of its log.",
                "Opened {folder}; above are the {n:,} lines of its log.",
                folder=str(event.folder),
            ),
        )
        self.list.scrollToBottom()

    @Slot(object)
    def _take_verified(self, event: Verified) -> None:
        facts = {
            "folder": event.folder.name,
            "batches": plural(event.batches, "1 batch", "{n:,} batches"),
            "first": formats.count(event.first),
        }
        if event.equal:
            self.add(
                "info",
                plural(
                    event.compared,
                    "{folder}: {batches} after batch {first} replayed, the number is equal.",
                    "{folder}: {batches} after batch {first} replayed, all {n:,} numbers are equal.",
                    **facts,
                ),
            )
        else:
            self.add(
                "warning",
                plural(
                    event.different,
                    "{folder}: {batches} after batch {first} replayed, 1 of {numbers} numbers differs.",
                    "{folder}: {batches} after batch {first} replayed, {n:,} of {numbers} numbers differ.",
                    **facts,
                    numbers=formats.count(event.compared),
                ),
            )

    @Slot(object)
    def _take_disk_trouble(self, event: DiskTrouble) -> None:
        self.add("info" if event.over else "warning", event.message)

    @Slot(object)
    def _take_epoch(self, event: EpochEnded) -> None:
        row = event.row
        facts = {
            "epoch": row.epoch,
            "epochs": self._session.run.started.epochs if self._session.run.started else row.epoch,
            "loss": formats.loss(row.result(LOSS)),
            "metric": metric_of(row.metric).in_words,
            "value": number(row.metric, row.result(row.metric)),
        }
        template = N_("Epoch {epoch} of {epochs}: loss {loss}, {metric} {value} in training.")
        if row.validated:
            template = N_("Epoch {epoch} of {epochs}: loss {loss}, {metric} {value} on validation.")
            if event.best:
                template = N_("Epoch {epoch} of {epochs}: loss {loss}, {metric} {value} on validation, best so far.")
        self.add("info", Message(template, facts))

    @Slot(object)
    def _take_evaluated(self, event: Evaluated) -> None:
        """Validation is told by the epoch's line; a test has a line of its own."""
        result = event.evaluation
        if result.split is Split.VALIDATION and self._session.in_run:
            return
        metric, value = result.headline
        facts = {
            "loss": formats.loss(result.loss),
            "metric": metric_of(metric).in_words,
            "value": number(metric, value),
        }
        examples = plural(result.examples, "1 example", "{n:,} examples")
        text = {
            Split.TEST: N_("Tested on {examples}: loss {loss}, {metric} {value}."),
            Split.VALIDATION: N_("Validated on {examples}: loss {loss}, {metric} {value}."),
            Split.TRAINING: N_("Training set, {examples}: loss {loss}, {metric} {value}."),
        }[result.split]
        self.add("info", Message(text, {"examples": examples, **facts}))

    @Slot(object)
    def _take_weights_refused(self, event: WeightsRefused) -> None:
        differing = sum(key.verdict != "fits" for key in event.report.keys)
        self.add(
            "warning",
            plural(
                differing,
                "{path} does not fit the model, which is unchanged: 1 key differs.",
                "{path} does not fit the model, which is unchanged: {n:,} keys differ.",
                path=str(event.path),
            ),
        )

    @Slot(str)
    def _filter(self, level: str) -> None:
        follow = self._at_end()
        self._shown.set_level(level)
        self._show_page()
        if follow:
            self.list.scrollToBottom()

    def _copy(self, rows: Sequence[int]) -> None:
        lines = []
        for row in rows:
            index = self._shown.index(row, 0)
            lines.append(f"{index.data(TIME_ROLE)}  {index.data(LEVEL_ROLE):<7}  {index.data()}")
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _at_end(self) -> bool:
        bar = self.list.verticalScrollBar()
        return bar.value() >= bar.maximum()

    def _show_page(self) -> None:
        if self.model.lines:
            self._empty.set_words(self.tr("No entries"), self.tr("No warning, no error: all is well."))
        else:
            self._empty.set_words(
                self.tr("Nothing has happened yet"),
                self.tr("Events are logged here, line by line."),
            )
        self._pages.setCurrentWidget(self.list if self._shown.rowCount() else self._empty)
        self.copy_button.setEnabled(self._shown.rowCount() > 0)

    def _listen(self, session: Session) -> None:
        session.logged.connect(self._take_logged)
        session.refused.connect(self._take_refused)
        session.diverged.connect(self._take_diverged)
        session.replays.changed.connect(self._turn)
        session.run_started.connect(self._take_run)
        session.run_opened.connect(self._take_opened)
        session.verified.connect(self._take_verified)
        session.disk_trouble.connect(self._take_disk_trouble)
        session.epoch_ended.connect(self._take_epoch)
        session.evaluated.connect(self._take_evaluated)
        session.weights_refused.connect(self._take_weights_refused)
        session.run_ended.connect(self._take_end)
        session.crashed.connect(self._take_crash)

    def _arrange(self) -> None:
        self.list.setModel(self._shown)
        self.list.setItemDelegate(LineDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.list)
        controls = QHBoxLayout()
        controls.setContentsMargins(_SIDE, 6, 8, 6)
        controls.setSpacing(8)
        controls.addWidget(self.level_switch)
        controls.addStretch(1)
        controls.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(controls)
        layout.addWidget(self._pages, 1)
