"""Desktop notifications: by the tray where there is one, else over D-Bus, else none."""

from __future__ import annotations

import html
import sys
from typing import Any, Literal

from PySide6.QtCore import (
    Q_ARG,
    Q_RETURN_ARG,
    SLOT,
    QMetaObject,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QSystemTrayIcon

from studio.look.icons import app_icon

Kind = Literal["tray", "bus", ""]

_SERVICE, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_ANSWER_MS = 1000
_SEEN_MS = 20_000
"""How long a notification can be clicked, as far as we can know."""


class DesktopNotifications(QObject):
    """Shows one notification at a time through what this desktop offers.

    Signals:
        clicked(): a person has clicked the last notification.
    """

    clicked = Signal()

    def __init__(self, parent: QObject | None = None, bus: str = "") -> None:
        """``bus`` is the address of a message bus; empty: that of the session."""
        super().__init__(parent)
        self._bus_address = bus
        self._tray: QSystemTrayIcon | None = None
        self._bus: Any = None
        self._shown = 0
        self._going = QTimer(self, singleShot=True, interval=_SEEN_MS)
        self._going.timeout.connect(self.close)

    def show(self, title: str, text: str, action: str) -> Kind:
        """Show a notification and return by what; empty if this desktop shows none. ``action`` words its one action."""
        if not self._bus_address and QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show_by_tray(title, text)
            return "tray"
        if (self._bus_address or sys.platform.startswith("linux")) and self._show_by_bus(title, text, action):
            return "bus"
        return ""

    @Slot()
    def close(self) -> None:
        """Take the icon out of the tray, with which its notification goes."""
        self._going.stop()
        if self._tray is not None:
            self._tray.hide()

    @Slot("uint", str)  # as Qt calls the type that D-Bus sends
    def take_action(self, number: int, action: str) -> None:
        """The notification of this number was clicked."""
        if number == self._shown:
            self.clicked.emit()

    def _show_by_tray(self, title: str, text: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(app_icon(), self)
            self._tray.setToolTip("Training Studio")
            self._tray.messageClicked.connect(self.clicked)
            self._tray.activated.connect(self._take_click)
        self._tray.show()
        self._tray.showMessage(title, text, app_icon())
        self._going.start()

    @Slot(object)
    def _take_click(self, reason: object) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.clicked.emit()

    def _show_by_bus(self, title: str, text: str, action: str) -> bool:
        """https://specifications.freedesktop.org/notification-spec/latest/protocol.html"""
        # Needed by nobody who is not told of anything.
        from PySide6.QtDBus import QDBusConnection, QDBusInterface

        if self._bus is None:
            self._bus = (
                QDBusConnection.connectToBus(self._bus_address, "training-studio-notifications")
                if self._bus_address
                else QDBusConnection.sessionBus()
            )
            if self._bus.isConnected():
                clicked = SLOT("take_action(uint,QString)")
                self._bus.connect(_SERVICE, _PATH, _SERVICE, "ActionInvoked", self, clicked)
        if not self._bus.isConnected():
            return False
        service = QDBusInterface(_SERVICE, _PATH, _SERVICE, self._bus)
        service.setTimeout(_ANSWER_MS)
        if not service.isValid():
            return False
        can = _capabilities(service)
        # By the types that the service tells of itself: a number of Python would be sent as a signed one, and refused.
        number: Any = QMetaObject.invokeMethod(
            service,
            "Notify",
            Qt.ConnectionType.DirectConnection,
            Q_RETURN_ARG("uint"),
            Q_ARG(str, "Training Studio"),
            Q_ARG("uint", 0),
            Q_ARG(str, "training-studio"),
            Q_ARG(str, title),
            Q_ARG(str, html.escape(text, quote=False) if "body-markup" in can else text),
            Q_ARG("QStringList", ["default", action] if "actions" in can else []),
            Q_ARG("QVariantMap", {"desktop-entry": "training-studio"}),
            Q_ARG(int, -1),
        )
        self._shown = int(number or 0)
        return self._shown > 0


def _capabilities(service: Any) -> list[str]:
    arguments = service.call("GetCapabilities").arguments()
    return [str(each) for each in arguments[0]] if arguments and isinstance(arguments[0], list) else []
