"""The offer in the status bar to train with another number of threads, beside programs that keep the cores busy."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from studio.look import formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.session.busy_cores import FIELD, BusyCores
from studio.session.session import Session
from studio.widgets.button import Button
from trainer_core.compute.cpu_load import cores


class ThreadsOffer(Retranslated, Button):
    """Shown while another number of threads is faster; a click takes it, from the next batch on.

    Qt's button signals apply; there are none of its own.
    """

    def __init__(self, session: Session, busy: BusyCores, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setObjectName("statusThreads")
        self._session = session
        self.busy = busy
        self.busy.changed.connect(self.retranslate)
        self.clicked.connect(self._take)
        self.hide()

    def retranslate(self) -> None:
        """Word the offer in the present language, or hide it where there is none."""
        offered, busy = self.busy.offered, self.busy
        if offered:
            fewer = offered < busy.threads
            self.set_prefix(self.tr("CPU is busy") if fewer else self.tr("CPU is free"))
            self.setText(counted(offered, "Use 1 thread", "Use {n:,} threads"))
            text = (
                self.tr(
                    "Other programs keep {busy} of the {cores} CPU cores busy. Threads that share a core hold each "
                    "other up, so training is faster with fewer of them. Acts from the next batch on; the results "
                    "differ in their last digits."
                )
                if fewer
                else self.tr(
                    "Other programs keep only {busy} of the {cores} CPU cores busy now, so training is faster with "
                    "more threads. Acts from the next batch on; the results differ in their last digits."
                )
            )
            self.setToolTip(text.format(busy=formats.number(round(busy.others, 1)), cores=formats.count(cores())))
            self.setAccessibleDescription(self.toolTip())
        self.setVisible(bool(offered))

    @Slot()
    def _take(self) -> None:
        if self.busy.offered:
            self._session.set_value(FIELD, self.busy.offered)
