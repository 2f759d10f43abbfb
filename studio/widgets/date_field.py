"""A date, with its time where it matters: typed, stepped, or chosen from a calendar."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

_EARLIEST = QDate(100, 1, 1)


class DateField(QDateTimeEdit):
    """Shows ``2024-03-31``, or ``2024-03-31 09:30`` with ``time``. A passing wheel does not turn it.

    Signals:
        value_changed(object): a person has set another `datetime.datetime` (``set_value`` is silent).
    """

    value_changed = Signal(object)

    def __init__(self, value: datetime, *, time: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCalendarPopup(True)
        self.setMinimumDate(_EARLIEST)
        self.setDisplayFormat("yyyy-MM-dd HH:mm" if time else "yyyy-MM-dd")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_value(value)
        self.dateTimeChanged.connect(self._tell)

    @property
    def value(self) -> datetime:
        """The date that is shown."""
        date, time = self.date(), self.time()
        return datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), time.second())

    def set_value(self, value: datetime) -> None:
        """Show another date without a signal."""
        before = self.blockSignals(True)
        time = QTime(value.hour, value.minute, value.second)
        self.setDateTime(QDateTime(QDate(value.year, value.month, value.day), time))
        self.blockSignals(before)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @Slot(QDateTime)
    def _tell(self, value: QDateTime) -> None:
        self.value_changed.emit(self.value)
