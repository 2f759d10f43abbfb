"""CPU time of the GUI thread to change theme, text size or presenter mode, in a window all of which was seen once."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from studio.app import Studio
from studio.look.theme import current_theme
from studio.testing import top_level_widgets
from studio.window.actions import Do
from studio.window.page_bar import Page
from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.window_run import end, open_studio, serve, serve_for
from trainer_core.protocol.events import State

_SETTLE_MS = 400
_QT = "setStyleSheet of Qt, the same sheet"
_ACTIONS = ("larger text", "normal text", "light theme", "dark theme", "onto the stage", "back from the stage")


def measure(options: Options) -> list[Table]:
    rounds = [once("restyle", quick=options.quick) for _ in range(options.rounds)]
    qt = [each[_QT][0] for each in rounds]
    whole = Table("Changing how everything looks: CPU time of the GUI thread, all in all", "ms")
    longest = Table("Changing how everything looks: the most CPU time without a pause", "ms")
    whole.add(_QT, qt, against=qt)
    for name in _ACTIONS:
        whole.add(name, [each[name][0] for each in rounds], against=qt)
        longest.add(name, [each[name][1] for each in rounds], target="≤ 100")
    whole.notes.append(
        f"1440×900, {rounds[0]['widgets']:,.0f} widgets, {rounds[0]['seen']:,.0f} of them seen; painting and laying "
        "out are included, also of what is hidden. The first row is what each of these changes cost before hidden "
        "widgets were left for later, onto the stage twice as much."
    )
    return [whole, longest]


def _look_around(studio: Studio) -> None:
    """Show every page and every tab once."""
    pages = studio.window.pages
    for page in Page:
        pages.show_page(page)
        serve_for(100)
        for tabs in pages.currentWidget().findChildren(QTabWidget):
            for index in [*range(tabs.count()), tabs.currentIndex()]:
                tabs.setCurrentIndex(index)
                serve_for(20)
    pages.show_page(Page.TRAIN)
    serve_for(_SETTLE_MS)


def _milliseconds(change: Callable[[], None]) -> tuple[float, float]:
    """CPU time of this thread until ``change()`` is complete: all, and the longest stretch between two events."""
    restyling, ticks = current_theme().restyling, []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: ticks.append(time.thread_time()))
    ticks.append(time.thread_time())
    timer.start()
    change()
    serve_for(_SETTLE_MS)
    while restyling.busy:
        serve_for(_SETTLE_MS)
    timer.stop()
    stretches = [after - before for before, after in pairwise(ticks)]
    # An idle window only counts its ticks, which is not what the change costs.
    return 1000 * sum(each for each in stretches if each > 0.0005), 1000 * max(stretches)


def main() -> None:
    quick = arguments()["quick"]
    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder))
        session, window, theme = studio.session, studio.window, current_theme()
        app = QApplication.instance()
        serve(session.state_changed, lambda: session.preparation is not None and session.state is State.IDLE)
        if not quick:
            _look_around(studio)
        present = window.actions_by_key[Do.PRESENT]
        changes = [
            lambda: theme.set_scale(1.1),
            lambda: theme.set_scale(1.0),
            lambda: theme.set_mode("light"),
            lambda: theme.set_mode("dark"),
            present.trigger,
            present.trigger,
        ]
        widgets = [widget for each in top_level_widgets() for widget in (each, *each.findChildren(QWidget))]
        measured: dict[str, object] = {
            "widgets": len(widgets),
            "seen": sum(widget.isVisible() for widget in widgets),
        }
        measured[_QT] = _milliseconds(lambda: app.setStyleSheet(app.styleSheet()))
        measured |= {name: _milliseconds(change) for name, change in zip(_ACTIONS, changes, strict=True)}
        answer(measured)
        end(studio)


if __name__ == "__main__":
    main()
