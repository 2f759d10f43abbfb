"""Over D-Bus a notification arrives at the desktop's own service as its specification says, and a click comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.window.telling.desktop import DesktopNotifications

SERVICE = Path(__file__).parent / "notification_service.py"


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a message bus of the test's own."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.kill()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def service(bus: str) -> Iterator[subprocess.Popen[str]]:
    """A desktop's notification service, which clicks each notification at once."""
    process = subprocess.Popen([sys.executable, str(SERVICE), bus], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_notification_arrives_and_a_click_on_it_comes_back(
    bus: str, service: subprocess.Popen[str], qtbot: QtBot
) -> None:
    desktop = DesktopNotifications(bus=bus)
    with qtbot.waitSignal(desktop.clicked):
        assert desktop.show("Fashion-MNIST", "Accuracy is 91.2% & rising", "Show the run") == "bus"
    assert service.stdout is not None
    assert json.loads(service.stdout.readline()) == {
        "app_name": "Training Studio",
        "replaces_id": 0,
        "icon": "training-studio",
        "summary": "Fashion-MNIST",
        "body": "Accuracy is 91.2% &amp; rising",
        "actions": ["default", "Show the run"],
        "hints": {"desktop-entry": "training-studio"},
        "timeout": -1,
    }


def test_without_a_service_nothing_is_shown_and_that_is_said(bus: str, qtbot: QtBot) -> None:
    assert DesktopNotifications(bus=bus).show("A run", "has ended", "Show") == ""
    assert DesktopNotifications(bus="unix:path=/nowhere/at/all").show("A run", "has ended", "Show") == ""
