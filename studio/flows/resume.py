"""Ask, then do, for runs of earlier: resume one, open one, verify one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.dialogs.changed_data import ChangedDataDialog, OnChangedData
from studio.dialogs.continue_run import ContinueDialog
from studio.dialogs.download import DownloadDialog, OnDownload
from studio.dialogs.verified import VerifiedDialog
from studio.flows.recipe import RecipeFlow
from studio.flows.trust import NEEDS_TRUST, TrustFlow
from studio.look.i18n import language
from studio.look.messages import words
from studio.session.agreed import Agreed
from studio.session.background import Background
from studio.session.session import Action, Session
from trainer_core.data import download_needed
from trainer_core.data.corrections import read_corrections
from trainer_core.errors import DataError, Message
from trainer_core.protocol.events import DiskTrouble, Reason, Refused, RunOpened, Verified
from trainer_core.recipe.code_files import code_paths
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import value_of
from trainer_core.runs.code_check import changed_lines, code_differences
from trainer_core.runs.run_files import read_epochs, read_recipe
from trainer_core.training.resume import changes

NEEDS_DOWNLOAD, CHANGED_DATA = "needs-download", "changed-data"
_THIS_FLOW = frozenset({"ResumeRun", "OpenRun", "VerifyRun"})


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is read of a run's folder before anything is asked."""

    folder: Path
    recipe: Recipe
    epochs: int


@dataclass(frozen=True, slots=True)
class _Beside:
    """How many corrections there are in each file of them, and how a person's files differ from the run's copies."""

    corrections: Mapping[str, int] = field(default_factory=dict)
    other_code: tuple[Message, ...] = ()
    changed_lines: tuple[str, ...] = ()


class ContinuingFlow(QObject):
    """What a person does with a run that is on disk. Its files are read beside the GUI thread.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        shown(): a run was brought back or goes on, so its curves are what is to be looked at.
    """

    notice = Signal(object, str)
    shown = Signal()

    def __init__(
        self, session: Session, recipes: RecipeFlow, background: Background, trust: TrustFlow, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._recipes = recipes
        self._background = background
        self._trust = trust
        self._window = window
        self._last: tuple[Path, Callable[[Agreed], None]] | None = None
        """The folder of the run that the last command was about, and the command, told what was agreed to."""
        self._agreed = Agreed()
        self._weights: Path | None = None
        """What is loaded once the run that is being opened is there."""
        session.verified.connect(self._show_verified)
        session.disk_trouble.connect(self._show_disk_trouble)
        session.run_opened.connect(self._take_opened)

    def ask_present(self) -> None:
        """Ask how far the run at hand is to go on; edits in the form are offered as changes to it."""
        session, run = self._session, self._session.run.started
        if session.possible(Action.RESUME_RUN) and run is not None and run.folder is not None:
            epochs = run.history.epochs[-1].epoch if run.history.epochs else 0
            acting = session.run.recipe or run.recipe
            self._ask(
                _Kept(run.folder, acting, epochs), _with_edits(acting, run.recipe, session.recipe), session.recipe
            )

    @Slot(object)
    def ask(self, folder: Path) -> None:
        """Ask how far the run in ``folder`` is to go on, and go on."""
        self._read(folder, self._ask_kept)

    @Slot(object)
    def go_on(self, folder: Path) -> None:
        """Go on with the run in ``folder`` as it was planned, asking nothing but what would be lost."""
        self._read(folder, self._go_on_kept)

    @Slot(object)
    def open(self, folder: Path, weights: Path | None = None) -> None:
        """Bring the run in ``folder`` back without training, with its file of ``weights`` if one is given."""
        self._weights = weights
        self._read(folder, self._open_kept)

    def verify_present(self) -> None:
        """Verify the run at hand."""
        run = self._session.run.started
        if self._session.possible(Action.VERIFY) and run is not None and run.folder is not None:
            folder = run.folder
            self._do(folder, lambda agreed: self._session.verify_run(folder, agreed))

    @Slot(object)
    def verify(self, folder: Path) -> None:
        """Verify the run in ``folder``."""
        if self._session.busy_with or self._session.pending:
            self.notice.emit(self.tr("Something else is under way. Ask again in a moment."), "warning")
        else:
            self._do(folder, lambda agreed: self._session.verify_run(folder, agreed))

    def asks_again(self, event: Refused) -> bool:
        """Ask what the last command was refused for, and give it again; False if it was not this flow's to ask."""
        if event.command not in _THIS_FLOW or self._last is None:
            return False
        if event.code == NEEDS_TRUST:
            # What runs are the files of today, or else the run's own copies.
            folder, copies_in = self._last[0], None if self._agreed.changed_code else self._last[0]
            self._background.do(
                lambda: read_recipe(folder),
                lambda recipe: self._repeat(self._agreed) if self._trust.agrees(recipe, copies_in) else None,
                self._tell,
            )
            return True
        if event.code == CHANGED_DATA:
            dialog = ChangedDataDialog(event.message.facts["what"], self._window)
            if dialog.ask() is OnChangedData.ACCEPT:
                self._repeat(replace(self._agreed, changed_data=True))
            return True
        needed = download_needed(str(event.message.facts["source"]))
        if needed is None:
            return False
        if DownloadDialog(needed, self._window).ask() is OnDownload.DOWNLOAD:
            self._repeat(replace(self._agreed, download=True))
        return True

    def _do(self, folder: Path, command: Callable[[Agreed], None], agreed: Agreed | None = None) -> None:
        """Give the session a command about the run in ``folder``, told what was agreed to, and remember it."""
        self._last, self._agreed = (folder, command), agreed or Agreed()
        command(self._agreed)

    def _repeat(self, agreed: Agreed) -> None:
        assert self._last is not None
        self._agreed = agreed
        self._last[1](agreed)

    def _read(self, folder: Path, then: Callable[[_Kept], None]) -> None:
        if self._session.replaying:
            self.notice.emit(self.tr("A replay is open. Close it first."), "warning")
            return
        if not self._session.possible(Action.OPEN_RUN):
            self.notice.emit(self.tr("A run is under way. Stop it first."), "warning")
            return
        self._background.do(lambda: _read_kept(folder), then, self._tell)

    def _ask_kept(self, kept: _Kept) -> None:
        self._ask(kept, kept.recipe)

    def _ask(self, kept: _Kept, edited: Recipe, form: Recipe | None = None) -> None:
        """Ask about ``kept`` as ``edited``; ``form`` is the recipe in the form if it is this run's, and stays there."""
        other_corrections = kept.recipe.data.corrections != edited.data.corrections
        files = {kept.recipe.data.corrections, edited.data.corrections} - {""} if other_corrections else set()
        if not files and not any(code_paths(kept.recipe)):
            self._ask_about(kept, edited, form, _Beside())
        else:
            self._background.do(
                partial(_beside, kept, files),
                lambda beside: self._ask_about(kept, edited, form, beside),
                self._tell,
            )

    def _ask_about(self, kept: _Kept, edited: Recipe, form: Recipe | None, beside: _Beside) -> None:
        wanted = edited.with_values({"training.epochs": kept.recipe.training.epochs})
        dialog = ContinueDialog(
            kept.recipe.title(language()),
            kept.epochs,
            max(kept.recipe.training.epochs, edited.training.epochs),
            changes(kept.recipe, wanted),
            self._window,
            corrections=beside.corrections,
            changed_code="\n".join(map(words, beside.other_code)),
            changed_lines=beside.changed_lines,
            corrected=self._failed_in(kept.folder),
        )
        chosen = dialog.ask()
        if chosen is None or self._session.in_run:
            return
        if form is not None or self._recipes.may_replace(kept.recipe.title(language()), kept.recipe):
            changed = _changed(kept.recipe, edited, chosen)
            agreed = Agreed(changed_code=dialog.new_code.isChecked())
            self._continue(kept.folder, changed, (form or kept.recipe).with_values(changed), agreed)

    def _failed_in(self, folder: Path) -> bool:
        """Whether the run at hand is the one in ``folder``, and an error has ended it."""
        run, ended = self._session.run.started, self._session.run.ended
        return run is not None and run.folder == folder and ended is not None and ended.reason is Reason.FAILED

    def _go_on_kept(self, kept: _Kept) -> None:
        if self._recipes.may_replace(kept.recipe.title(language()), kept.recipe):
            self._continue(kept.folder, {}, kept.recipe)

    def go_on_with(self, folder: Path, changed: Mapping[str, Any]) -> None:
        """Go on with the run at hand, which is in ``folder``, with some of its recipe changed, in the form too."""
        if self._session.possible(Action.OPEN_RUN):
            self._continue(folder, dict(changed), self._session.recipe.with_values(changed))

    def _continue(self, folder: Path, changed: dict[str, Any], form: Recipe, agreed: Agreed | None = None) -> None:
        self._do(folder, lambda agreed: self._session.continue_run(folder, changed, agreed=agreed, form=form), agreed)
        self.shown.emit()

    def _open_kept(self, kept: _Kept) -> None:
        if self._recipes.may_replace(kept.recipe.title(language()), kept.recipe):
            self._do(kept.folder, lambda agreed: self._session.open_run(kept.folder, download=agreed.download))

    def _tell(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")

    @Slot(object)
    def _take_opened(self, event: RunOpened) -> None:
        if self._session.replaying:
            return
        weights, self._weights = self._weights, None
        if weights is not None and weights.is_relative_to(event.folder):
            self._session.load_weights(weights)
        elif event.weights is None:
            self.notice.emit(self.tr("This run has left no weights: the model is as it was at its start."), "warning")
        self.shown.emit()

    @Slot(object)
    def _show_verified(self, event: Verified) -> None:
        VerifiedDialog(event, self._window).exec()

    @Slot(object)
    def _show_disk_trouble(self, event: DiskTrouble) -> None:
        self.notice.emit(partial(words, event.message), "info" if event.over else "warning")


def _read_kept(folder: Path) -> _Kept:
    epochs = read_epochs(folder)
    return _Kept(folder, read_recipe(folder), epochs[-1].epoch if epochs else 0)


def _beside(kept: _Kept, corrections: Iterable[str]) -> _Beside:
    """What has changed beside the recipe."""
    sentences = tuple(code_differences(kept.folder, kept.recipe))
    return _Beside(_corrected(corrections), sentences, changed_lines(kept.folder, kept.recipe))


def _corrected(files: Iterable[str]) -> dict[str, int]:
    """How many corrections there are in each of ``files`` that can be read."""
    counts = {}
    for path in files:
        with contextlib.suppress(DataError):
            counts[path] = len(read_corrections(Path(path)))
    return counts


def _with_edits(acting: Recipe, before: Recipe, after: Recipe) -> Recipe:
    """Make in ``acting``, a run's recipe with its live changes, the edits that led from ``before`` to ``after``."""
    edits = {change.key: change.new for change in changes(before, after)}
    return acting.with_values(_changed(before, after, edits))


def _changed(old: Recipe, edited: Recipe, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The values of ``chosen`` that differ from ``old``; a part that is another comes with all its arguments."""
    changed: dict[str, Any] = {}
    for key, value in chosen.items():
        section, _, name = key.partition(".")
        if value == value_of(old, key):
            continue
        changed[key] = value
        if name == "name":
            changed |= {f"{section}.{argument}": each for argument, each in edited.to_dict()[section].items()}
    return changed
