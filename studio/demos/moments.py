"""Remembers the state before each step of a demo, and restores it from the recipe and the run's snapshots."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.session.session import Session
from studio.window.main_window import MainWindow
from studio.window.page_bar import Page
from trainer_core.protocol.commands import Keep, OpenRun, Prepare, ResumeRun, Unit
from trainer_core.protocol.events import Done, Refused, State
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import default_folder
from trainer_core.runs.snapshots import snapshot_paths, step_of


@dataclass(frozen=True, slots=True)
class Moment:
    """What is shown and what has been computed before a step.

    ``run`` is the folder of the current run, None if there is none, ``step`` how many batches it has, and
    ``in_run`` whether it was still under way.
    """

    recipe: Recipe
    page: Page
    tab: int
    run: Path | None
    step: int
    in_run: bool


class Runs:
    """The runs that a demo has started: ``folders``, and which of them replaced which."""

    def __init__(self) -> None:
        self.folders: set[Path] = set()
        self._anew: dict[Path, Path] = {}

    def replace(self, folder: Path, anew: Path) -> None:
        """Note that the run in ``folder`` was started again in another folder."""
        self._anew[folder] = anew

    def now(self, folder: Path | None) -> Path | None:
        """Where the run is that was in ``folder``."""
        while folder in self._anew:
            folder = self._anew[folder]
        return folder


def moment_of(window: MainWindow, session: Session) -> Moment:
    """The present moment."""
    run = session.run.started
    return Moment(
        session.recipe,
        window.pages.page,
        window.tabs.currentIndex(),
        run.folder if run is not None else None,
        len(run.history) if run is not None else 0,
        session.in_run,
    )


def same_run(now: Moment, then: Moment) -> bool:
    """Whether nothing has been computed between the two, and the recipe is the same."""
    return (now.recipe, now.run, now.step, now.in_run) == (then.recipe, then.run, then.step, then.in_run)


def returning(
    window: MainWindow, session: Session, to: Moment, own: Runs, is_starting: Callable[[], bool]
) -> Iterator[Callable[[], bool]]:
    """Go back to ``to``, yielding each time what has to hold before it goes on.

    A run of the demo that had not begun then is discarded; one that ``is_starting`` is waited for first. A run that was
    under way goes on from its newest snapshot of before and, where that is earlier, trains up to the very batch; it
    stands paused then. Where there was no run yet, there is none any more, and the model is as it was built.
    """
    yield lambda: not is_starting() and session.pending != "Start"
    now = moment_of(window, session)
    if (now.run, now.step, now.in_run) != (own.now(to.run), to.step, to.in_run):
        if session.in_run:
            keep = Keep.FOR_LATER if now.run == own.now(to.run) or now.run not in own.folders else Keep.NOTHING
            session.stop(keep)
            yield lambda: not session.in_run and not session.pending
        folder = own.now(to.run)
        if folder is not None and folder.is_dir():
            yield from _bring_back(window, session, to, folder, own)
        elif to.run is None and now.run is not None:
            yield from _forget(session, to.recipe)
    if not session.in_run and session.recipe != to.recipe:
        yield lambda: not session.pending
        session.set_recipe(to.recipe)
    window.pages.show_page(to.page)
    window.tabs.setCurrentIndex(to.tab)


def _forget(session: Session, recipe: Recipe) -> Iterator[Callable[[], bool]]:
    session.forget_run()
    session.set_recipe(recipe)
    session.post(command := Prepare(recipe, fresh=True))
    yield _answered(session, command.id)


def _bring_back(
    window: MainWindow, session: Session, to: Moment, folder: Path, own: Runs
) -> Iterator[Callable[[], bool]]:
    if not to.in_run:
        session.post(command := OpenRun(folder))
        yield _answered(session, command.id)
        return
    for snapshot in snapshot_paths(folder):
        if step_of(snapshot.name) > to.step:
            with contextlib.suppress(OSError):
                snapshot.unlink()
    if snapshot_paths(folder):
        session.post(resume := ResumeRun(folder, paused=True))
        yield _answered(session, resume.id)
    else:
        session.set_recipe(to.recipe)
        anew = default_folder(to.recipe, window.flows.runs_root)
        own.replace(folder, anew)
        session.train(anew, paused=True)
        yield lambda: session.state is State.PAUSED
    yield lambda: not session.in_run or (session.state is State.PAUSED and not session.pending)
    missing = to.step - len(session.run.history or ())
    if session.in_run and missing > 0:
        session.advance(Unit.BATCH, missing)
        yield (
            lambda: not session.in_run or (session.state is State.PAUSED and len(session.run.history or ()) >= to.step)
        )


def _answered(session: Session, command: int) -> Callable[[], bool]:
    """Whether the engine has answered this command in the end."""
    answers: list[int] = []

    def note(event: Done | Refused) -> None:
        if event.answers == command:
            answers.append(command)
            session.done.disconnect(note)
            session.refused.disconnect(note)

    session.done.connect(note)
    session.refused.connect(note)
    return lambda: bool(answers)
