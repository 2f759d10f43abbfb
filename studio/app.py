"""Start-up and end: the application, its settings, theme, language, engine thread and window."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from studio.crash import CrashReporter
from studio.demos.acting import Pace
from studio.demos.playing import Demos
from studio.demos.reading import read_script
from studio.demos.values import known_names
from studio.flows.recipe import restored
from studio.look import fonts, i18n
from studio.look.log_file import start_logging
from studio.look.messages import words
from studio.look.motion import current_motion
from studio.look.settings import Settings
from studio.look.theme import current_theme
from studio.session.engine_thread import EngineThread
from studio.session.garbage import GarbageCollector
from studio.session.session import Session
from studio.window.first_paint import AfterFirstPaint
from studio.window.main_window import MainWindow
from trainer_core.api import Trained, objects_at_hand, recipe_of_objects
from trainer_core.compute.devices import available_devices
from trainer_core.compute.process_state import use_threads
from trainer_core.engine.interrupts import ending_signals
from trainer_core.engine.plugins import GROUPS, VIEWS, broken, load_plugins
from trainer_core.errors import TrainerError
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Crashed, Evaluated, Logged, Reason, RunEnded, RunStarted
from trainer_core.protocol.reports import Evaluation
from trainer_core.recipe.presets import DEFAULT, load_preset, preset_names
from trainer_core.recipe.recipe import Recipe

if TYPE_CHECKING:
    from torch import nn

_SIGNAL_POLL_MS = 200


class Studio(QObject):
    """A running studio: one window over one session over one engine thread.

    The recipe is ``recipe`` or that of ``preset``; without one, what was in the form when the studio was closed.
    ``changes`` are made to it before anything is loaded (``{"data.limit": 512}``).

    Raises `trainer_core.errors.RecipeError` if the preset is not known.
    """

    def __init__(
        self,
        app: QApplication,
        settings: Settings,
        preset: str = "",
        changes: Mapping[str, Any] | None = None,
        *,
        recipe: Recipe | None = None,
        later: bool = False,
    ) -> None:
        """With ``later`` the engine begins, and the pages that are not seen are built, once the window was painted."""
        super().__init__(app)
        left_out = broken(load_plugins((*GROUPS, *VIEWS)))
        self.app = app
        self.settings = settings
        presets = {name: load_preset(name) for name in preset_names()}
        name = preset or (settings.preset if settings.preset in presets else DEFAULT)
        if recipe is None:
            recipe = presets[name] if name in presets else load_preset(name)
            recipe = (recipe if preset else restored(settings, recipe)).with_values(changes or {})
        current_theme().set_scale(min(max(settings.scale, fonts.SMALLEST_SCALE), fonts.LARGEST_SCALE))
        i18n.set_language(app, i18n.preferred(settings.language))
        current_theme().set_mode(settings.theme)
        current_theme().set_contrast(settings.contrast)
        current_motion().set_chosen(settings.reduced_motion)
        current_motion().apply(app)
        current_theme().apply(app)
        self.thread_ = EngineThread(self)
        self.session = Session(self.thread_, recipe, self)
        self.garbage = GarbageCollector(self, lambda: self.session.in_run)
        self.thread_.finished.connect(self.garbage.stop)
        self.window = MainWindow(self.session, settings, presets, available_devices(), later=later)
        self.reporter = CrashReporter(self)
        self.session.crashed.connect(self._report_crash)
        for reader in (self.window.background, self.window.pages):
            reader.crashed.connect(self.reporter.report)
        for plugin in left_out:
            self.session.logged.emit(Logged("warning", plugin.message))
            self.window.notices.show(partial(words, plugin.message), "warning")
        self._later = AfterFirstPaint(self.window, self.thread_, self.session)
        if not later:
            self._later.finish()

    @property
    def is_complete(self) -> bool:
        """Whether the engine has begun and all pages are built."""
        return self._later.done

    def shut_down(self) -> None:
        """Ask the engine to end its run and leave; ``thread_.finished`` follows."""
        self._later.finish()
        self.window.shut_down()
        self.thread_.shut_down()

    @Slot(object)
    def _report_crash(self, event: Crashed) -> None:
        sentence = self.tr("{problem}. The run was saved as far as it went, and the studio keeps running.").format(
            problem=words(event.sentence)
        )
        self.reporter.report(sentence, event.details)


def make_application() -> QApplication:
    """Make the application object, once, with our name and the rules that the engine's thread needs."""
    # A second pool of OpenMP threads halves training: this thread never gets one.
    use_threads(1)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Training Studio")
    app.setOrganizationName("Training Studio")
    app.setDesktopFileName("training-studio")
    app.setQuitOnLastWindowClosed(False)
    return app


def open_studio(
    *,
    demo: bool,
    out: Path | None,
    preset: str,
    script: Path | None = None,
    speed: float | None = None,
    loop: bool = False,
) -> int:
    """Open the window and serve it until it is closed, or plays the demo of ``script``. Returns the exit status."""
    start_logging()
    app = make_application()
    settings = Settings()
    try:
        # Before there is an engine's thread, which what is wrong with it would leave running.
        played = read_script(script, known_names(load_preset(DEFAULT))) if script is not None else None
        studio = Studio(app, settings, preset or (DEFAULT if demo else ""), later=True)
    except TrainerError as error:
        print(f"training-studio: {error}", file=sys.stderr)
        return 1
    demos = Demos(studio.window, studio.session, studio.settings)
    studio.reporter.install()
    studio.session.prepared.connect(studio.garbage.settle)
    closer = _Closer(studio)
    guide = None
    if played is not None:
        studio.window.remembers = False
        demos.play(played, Pace(speed or 1.0, by_itself=loop or speed is not None), loop=loop)
    elif not demo:
        studio.window.offers.look()
    else:
        # Not needed otherwise, and its progress bar takes a fifth of a second to import.
        from studio.demos.one_run import Demo

        guide = Demo(studio.window, studio.session, studio.thread_, out)
        studio.window.resize(1440, 900)
    studio.window.show()
    with _seen_by_python(app, closer):
        status = app.exec()
    # However the event loop was left (the system's own Quit, say), a thread that still runs would be an abort.
    studio.shut_down()
    studio.thread_.wait()
    studio.reporter.uninstall()
    if guide is None:
        return closer.status or status
    guide.close()
    return closer.status or guide.status


class Opened(QObject):
    """A window that was opened on objects of a Python program."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio.app)
        self._studio: Studio | None = studio
        self._run: RunStarted | None = None
        self._test: Evaluation | None = None
        self._trained: Trained | None = None
        studio.thread_.keeps_trained = True
        studio.session.run_started.connect(self._begin)
        studio.session.evaluated.connect(self._take_test)
        studio.session.run_ended.connect(self._end)

    @property
    def trained(self) -> Trained | None:
        """The last run that ended, and left a model, while the window was open; None before there is one."""
        return self._trained

    @property
    def is_open(self) -> bool:
        """Whether the window is still there."""
        return self._studio is not None

    def close(self) -> None:
        """Close the window without asking; a run is saved as far as it went, where it has a folder."""
        if self._studio is not None:
            studio = self._studio
            studio.window.hide()
            studio.shut_down()
            self.leave()

    @property
    def _of_engine(self) -> bool:
        """Whether what is told has just happened, and not in a run that is replayed."""
        return self._studio is not None and not self._studio.session.replaying

    @Slot(object)
    def _begin(self, event: RunStarted) -> None:
        if self._of_engine:
            self._run, self._test = event, None

    @Slot(object)
    def _take_test(self, event: Evaluated) -> None:
        if event.evaluation.split is Split.TEST and self._of_engine:
            self._test = event.evaluation

    @Slot(object)
    def _end(self, event: RunEnded) -> None:
        if self._run is None or self._studio is None or event.reason is Reason.DISCARDED or not self._of_engine:
            return
        if (model := self._studio.thread_.trained) is not None:
            self._trained = Trained(model, self._run.history, event.summary, self._test)

    @Slot()
    def leave(self) -> None:
        """Wait for the engine, which was asked to end, and let everything go that was open."""
        if self._studio is not None:
            studio, self._studio = self._studio, None
            studio.thread_.wait()
            studio.reporter.uninstall()
            studio.window.deleteLater()
            studio.deleteLater()


_open: list[Opened] = []
"""The window that was opened from Python, for as long as it is open."""


def open_objects(*, model: nn.Module | None, data: Any, recipe: Recipe | None) -> Opened:
    """What `studio.open` does, in a process that has imported everything."""
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("studio.open shows a window, which only the main thread can do. Call it there.")
    if any(opened.is_open for opened in _open):
        raise RuntimeError("A window is open already. Close it first.")
    wanted = recipe_of_objects(recipe, data=data, model=model)
    app = make_application()
    with objects_at_hand(data=data, model=model):
        studio = Studio(app, Settings(), recipe=wanted, later=True)
    studio.reporter.install()
    studio.window.remembers = False
    opened = Opened(studio)
    _open[:] = [opened]
    studio.window.show()
    shell = _interactive_shell()
    if shell is not None:
        studio.window.closed.connect(studio.shut_down)
        studio.thread_.finished.connect(opened.leave)
        shell.enable_gui("qt6")
        return opened
    closer = _Closer(studio)
    with _seen_by_python(app, closer):
        app.exec()
    opened.close()
    if closer.status:
        raise KeyboardInterrupt
    return opened


def _interactive_shell() -> Any:
    """IPython's shell, if this program runs in one; nothing is imported that is not there already."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


class _Closer(QObject):
    """Ends the program when the window is closed: first the engine, then the event loop.

    ``status`` is 128 plus the number of the signal that ended it, else 0.
    """

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.status = 0
        self._studio = studio
        studio.window.closed.connect(studio.shut_down)
        studio.thread_.finished.connect(self._leave)

    @Slot()
    def _leave(self) -> None:
        self._studio.thread_.wait()
        self._studio.app.quit()

    @Slot()
    def end(self) -> None:
        """End without asking: the run is saved. For signals of the system."""
        self._studio.window.hide()
        self._studio.shut_down()

    def take_signal(self, number: int, frame: FrameType | None) -> None:
        """End soon, from the event loop: a signal may come in the middle of painting. A second one ends at once."""
        self.status = 128 + number
        signal.signal(number, signal.SIG_DFL)
        QTimer.singleShot(0, self, self.end)


@contextmanager
def _seen_by_python(app: QApplication, closer: _Closer) -> Iterator[None]:
    """Within the block Ctrl-C, SIGTERM and SIGHUP end the studio in good order.

    Python sees a signal only when Python code runs.
    """
    before = {number: signal.signal(number, closer.take_signal) for number in ending_signals()}
    timer = QTimer(app, interval=_SIGNAL_POLL_MS)
    timer.timeout.connect(closer.objectName)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
