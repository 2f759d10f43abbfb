"""A shipped demo played again and again, as at a booth: what a pass leaves behind in memory, windows and folders."""

from __future__ import annotations

import gc
import math
import tempfile
from pathlib import Path

import psutil
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QEventLoop

from studio.testing import top_level_widgets
from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table

_PASSES, _QUICK_PASSES = 200, 3
_MIB = 2**20


def measure(options: Options) -> list[Table]:
    passes = _QUICK_PASSES if options.quick else _PASSES
    found = once("demo_loops", passes=passes)
    table = Table(f"The demo “A first network” in a loop of {passes} passes", "")
    first = max(1, passes // 10)
    table.add(f"memory after {first} passes, MiB", found["memory"][first - 1])
    table.add(f"memory after {passes} passes, MiB", found["memory"][-1], target="flat")
    table.add(
        "windows and dialogs more than after the first pass", found["windows"][-1] - found["windows"][0], target="0"
    )
    table.add("widgets more than after the first tenth", found["widgets"][-1] - found["widgets"][first - 1], target="0")
    table.add("most run folders at once", max(found["runs"]), target="2")
    table.add("steps that failed", len(found["failures"]), target="0")
    table.notes.extend(found["failures"])
    return [table]


def main() -> None:
    from PySide6.QtWidgets import QWidget

    from studio.app import Studio, make_application
    from studio.demos.acting import Pace
    from studio.demos.playing import Demos
    from studio.demos.script import shipped
    from studio.look.settings import Settings

    passes = arguments()["passes"]
    found: dict[str, list[object]] = {"memory": [], "windows": [], "widgets": [], "runs": [], "failures": []}
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")
        settings.runs_folder, settings.language = str(Path(folder) / "runs"), "en"
        settings.corrections_folder = str(Path(folder) / "corrections")
        studio = Studio(make_application(), settings)
        studio.window.remembers = False
        studio.window.show()
        demos, loop = Demos(studio.window, studio.session, settings), QEventLoop()
        player = demos.play(demos.read(shipped()[0]), Pace(math.inf, by_itself=True), strict=True, loop=True)

        def note() -> None:
            gc.collect()
            found["memory"].append(round(psutil.Process().memory_info().rss / _MIB))
            windows = top_level_widgets()
            found["windows"].append(sum(widget.isVisible() for widget in windows))
            found["widgets"].append(sum(1 + len(widget.findChildren(QWidget)) for widget in windows))
            found["runs"].append(len(list(Path(settings.runs_folder).iterdir())))
            if player.passes >= passes:
                loop.quit()

        def fail(error: Exception) -> None:
            found["failures"].append(str(error))
            loop.quit()

        player.finished.connect(note)
        player.failed.connect(fail)
        loop.exec()
        player.close()
        studio.shut_down()
        studio.thread_.wait()
    answer(found)


if __name__ == "__main__":
    main()
