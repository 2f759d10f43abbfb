"""A notification service of a desktop, on the message bus of the address that is given: it prints what it is asked."""

import json
import sys

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

NAME = "org.freedesktop.Notifications"
NUMBER = 7


@ClassInfo(**{"D-Bus Interface": NAME})
class Service(QObject):
    """https://specifications.freedesktop.org/notification-spec/latest/protocol.html"""

    ActionInvoked = Signal("uint", str)

    @Slot(result="QStringList")
    def GetCapabilities(self) -> list[str]:
        return ["actions", "body", "body-markup"]

    @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(
        self,
        app_name: str,
        replaces_id: int,
        icon: str,
        summary: str,
        body: str,
        actions: list[str],
        hints: dict[str, object],
        timeout: int,
    ) -> int:
        told = {"app_name": app_name, "replaces_id": replaces_id, "icon": icon, "summary": summary, "body": body}
        told |= {"actions": list(actions), "hints": dict(hints), "timeout": timeout}
        print(json.dumps(told), flush=True)
        self.ActionInvoked.emit(NUMBER, "default")
        return NUMBER


app = QCoreApplication([])
service = Service()
bus = QDBusConnection.connectToBus(sys.argv[1], "service")
assert bus.registerObject("/org/freedesktop/Notifications", service, QDBusConnection.RegisterOption.ExportAllContents)
assert bus.registerService(NAME)
print("ready", flush=True)
app.exec()
