"""A person's own class on the page of the model: the file in the editor, and the dry run beside it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look import fonts
from studio.look.messages import words
from studio.session.session import Action, Session
from studio.views.model.own_class.edited_file import EditedFile
from studio.views.model.own_class.file_bar import FileBar
from studio.views.model.own_class.findings_list import sentence_of
from studio.views.model.own_class.start_page import StartPage
from studio.views.model.own_class.trial_panel import Standing, TrialPanel
from studio.views.model.own_class.trials import Trials, Wanted
from studio.widgets.code_editor.code_pane import CodePane
from studio.widgets.code_editor.find_bar import Shows
from studio.widgets.code_editor.line_numbers import Mark, MarkKind
from studio.widgets.side_split import card_of
from studio.widgets.turning_split import TurningSplit
from trainer_core.data.labels import Labels
from trainer_core.errors import Message
from trainer_core.protocol.events import CallDescribed, RunEnded
from trainer_core.protocol.reports import DataReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import task_for
from trainer_core.trial.facts import ModelFacts, ModelFits
from trainer_core.trial.process import Limits
from trainer_core.trial.report import Report

NAME = "file"
_FIELD = "model.path"
"""What a recipe calls the model of this part."""

_NARROW = 760
"""Width below which the panel stands under the editor, in pixels at the system's text size."""
_PANEL = 320


class Asks(Enum):
    """Whether a person is asked before a file runs that nobody has agreed to."""

    NEVER = "never"
    UNLESS_DECLINED = "unless declined"
    ALWAYS = "always"


class OwnClassPart(QStackedWidget):
    """Templates to begin with; then the editor, with the dry run beside it.

    What is saved is tried, as is what changes on disk, once a person has agreed to run it. A file that is edited while
    it trains does not disturb the run, which keeps the file as it was.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
        trust_asked(bool): the file of the recipe is to run, and nobody has agreed to that; ask now, also (True) if that
            was declined before.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    changed = Signal(object)
    trust_asked = Signal(bool)
    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ownClassPart")
        self._session = session
        self._recipe = session.shown_recipe
        self._data: DataReport | None = None
        self._report: Report | None = None
        self._prepares = self._marked = False
        self._unreadable: Path | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._try_soon)
        self.trials = Trials(self)
        self.start = StartPage(self)
        self.bar = FileBar(self)
        self.pane = CodePane(self)
        self.editor = self.pane.editor
        self.file = EditedFile(self.pane, files, self)
        self.panel = TrialPanel(self)
        self._editing = QWidget(self)
        self.split = TurningSplit(
            card_of(self.pane, self),
            card_of(self.panel, self),
            narrow=_NARROW,
            size=lambda whole, wide: fonts.scaled(_PANEL) if wide else whole // 3,
            handle=8,
            parent=self._editing,
        )
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self._arrange()
        self._connect()
        self.show_recipe(self._recipe)

    @property
    def in_recipe(self) -> bool:
        """Whether the recipe trains the file that is shown."""
        path = self._path_of(self._recipe)
        return path is not None and path == self.file.model_path

    def show_recipe(self, recipe: Recipe) -> None:
        """Show the file that ``recipe`` names; one with unsaved changes stays until a person takes another."""
        before, self._recipe = self._recipe, recipe
        path = self._path_of(recipe)
        if path not in (None, self.file.model_path, self._unreadable) and not self.file.modified:
            assert path is not None
            self._unreadable = None if self.file.show_path(path) else path
        elif not self.in_recipe or before.model == recipe.model:
            if not self.in_recipe:
                self._mark_recipe()
            self._show_file()
            return
        if self.in_recipe and self.isVisible():
            self._soon.start()
        self._show_form()
        self._show_file()

    def show_data(self, report: DataReport | None) -> None:
        """Try the class on data of this shape from now on."""
        if report is self._data:
            return
        before, self._data = self._fits(), report
        if before != self._fits() and self._report is not None and self.in_recipe:
            self._try(Asks.NEVER)

    def setEnabled(self, enabled: bool) -> None:
        """Let a person choose another file or other arguments, or not now; the text can always be edited."""
        self.bar.set_choosable(enabled)
        self.panel.form.setEnabled(enabled)
        self.start.setEnabled(enabled)

    def may_close(self) -> bool:
        """Whether nothing is lost if the file is closed; asks where there are unsaved changes."""
        return self.file.may_close()

    def shows(self, message: Message) -> bool:
        """Whether the dry run, which is seen, says what ``message`` does of the file that is shown."""
        file = message.facts.get("file")
        return self.isVisible() and self.in_recipe and file in self.file.modules

    def shut_down(self) -> None:
        """End the trial that runs, and the processes and threads."""
        self.trials.shut_down()
        self.pane.shut_down()

    @Slot()
    def try_now(self) -> None:
        """Try the file as it is on disk; what is typed is saved first."""
        if not self.file.modified or self.file.save():
            self._try(Asks.ALWAYS)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.trials.warm_up()
        self.file.catch_up()
        if self.in_recipe and self._report is None and not self.trials.running and not self.file.modified:
            self._try(Asks.NEVER)

    def _path_of(self, recipe: Recipe) -> Path | None:
        path = recipe.model.arguments["path"] if recipe.model.name == NAME else ""
        return Path(path) if path else None

    @Slot()
    def _show_editor(self) -> None:
        """Another file is shown: nothing is known of it yet."""
        self.trials.break_off()
        self._report = None
        self._mark_recipe()
        self.panel.show_report(None)
        self.setCurrentWidget(self._editing)
        self._show_form()
        self._show_file()

    @Slot()
    def _use(self) -> None:
        """Make the file that is shown the model of the recipe, and try it."""
        if self.in_recipe:
            self._prepares = True
        else:
            self.changed.emit(
                {"model.name": NAME, "model.path": str(self.file.model_path), "model.class": "", "model.arguments": {}}
            )
        self._soon.start()
        self._show_file()

    @Slot()
    def _try_soon(self) -> None:
        self._try(Asks.UNLESS_DECLINED)

    @Slot()
    def _take_written(self) -> None:
        """The file holds something else: try that, and let the engine know once it is usable."""
        self._prepares = True
        self._try(Asks.NEVER)

    def _try(self, asks: Asks) -> None:
        """Try the file of the recipe, if a person has agreed to run it."""
        if self.file.model_path is None or not self.in_recipe:
            self._show_file()
            return
        if not self.file.agreed:
            if asks is not Asks.NEVER:
                self.trust_asked.emit(asks is Asks.ALWAYS)
            if not self.file.agreed:
                self.trials.break_off()
                self._show_file()
                return
            # The engine may have been refused before.
            self._prepares = True
        model = self._recipe.model.arguments
        limits = Limits(model["trial_seconds"], round(model["trial_memory"] * 2**30))
        self.trials.start(Wanted(self.file.model_path, model["class"], dict(model["arguments"]), self._fits(), limits))
        self._show_file()

    def _fits(self) -> ModelFits | None:
        """What a model has to fit for the data at hand; None while there is none."""
        data, recipe = self._data, self._recipe
        if data is None:
            return None
        labels = Labels(class_names=data.class_names, target_names=data.target_names)
        return ModelFits(
            input_shape=data.input_shape,
            outputs=task_for(data.task).outputs(labels),
            task=data.task,
            loss=recipe.loss.name,
            answer=recipe.model.arguments["answer"] if recipe.model.name == NAME else "",
            batch_size=recipe.data.batch_size,
        )

    @Slot(object, object)
    def _show_report(self, wanted: Wanted, report: Report) -> None:
        if wanted.path != self.file.model_path:
            return
        self._report = report
        if report.candidates:
            self._session.take(CallDescribed("model", wanted.path, report.candidates, report.chosen))
        self.panel.show_report(report)
        self._mark_lines()
        self._show_form()
        self._show_file()
        self._mark_recipe()
        prepares, self._prepares = self._prepares, False
        if prepares and report.usable and self.in_recipe and self._session.possible(Action.EDIT_RECIPE):
            self._session.prepare()

    def _mark_lines(self) -> None:
        """Mark the lines of the file in the editor about which something was found, as long as they are those."""
        if self._report is not None and not self.file.modified:
            self.editor.set_marks(
                Mark(each.line, MarkKind(each.severity.value), sentence_of(each))
                for each in self._report.findings
                if each.line is not None and each.file == self.file.module
            )

    def _mark_recipe(self) -> None:
        """Keep Train off, with the reason, while the class of the recipe cannot be trained."""
        problem = None if self._report is None or not self.in_recipe else self._report.first_error
        if not self._session.possible(Action.EDIT_RECIPE):
            return
        if problem is not None:
            self._session.mark_error(_FIELD, words(problem.message))
        elif self._marked:
            self._session.clear_error(_FIELD)
        self._marked = problem is not None

    @Slot(object)
    def _show_refusal(self, message: Message) -> None:
        self.panel.show_standing(Standing.REFUSED, words(message))

    def _show_form(self) -> None:
        """Show the arguments of the class that was tried, with what the recipe gives them."""
        report, model = self._report, self._recipe.model.arguments
        if report is None or not self.in_recipe:
            self.panel.form.show_call((), None, {})
        else:
            answers = ModelFacts.model_validate(report.facts).answers if report.facts else ()
            self.panel.form.show_call(report.candidates, report.candidate, model["arguments"], answers, model["answer"])
        self.panel.show_heads()

    @Slot()
    def _show_file(self) -> None:
        """Say which file it is, and how it stands with it."""
        module = self.file.module if self.file.path is not None else ""
        self.bar.show_file(self.file.path, self.file.name, self.file.modified, self.file.modules, module)
        standing, why = Standing.TRIED, ""
        if self.file.path is None:
            standing = Standing.UNTITLED
        elif not self.file.source.exists:
            standing, why = Standing.GONE, self.file.path.name
        elif self.file.modified:
            standing = Standing.EDITED
        elif not self.in_recipe:
            standing = Standing.UNUSED
        elif self.trials.running or self._soon.isActive():
            standing = Standing.TRYING
        elif not self.file.agreed:
            standing = Standing.NOT_AGREED
        elif self._report is None and self.panel.standing is Standing.REFUSED:
            return
        self.panel.show_standing(standing, why)

    @Slot()
    def _act(self) -> None:
        """Do what the panel's button offers."""
        match self.panel.standing:
            case Standing.UNTITLED:
                self.file.save_as()
            case Standing.UNUSED:
                self._use()
            case _:
                self._try(Asks.ALWAYS)

    @Slot(str, int)
    def _go_to(self, file: str, line: int) -> None:
        """Show a line of the file, or of a module beside it."""
        if self.file.show_module(file):
            self.editor.go_to(line)
            self.editor.setFocus()

    @Slot(str)
    def _turn(self, module: str) -> None:
        """Show another file of the model, unless what was typed in this one is not to be lost."""
        self.file.show_module(module)
        self._show_file()
        self.editor.setFocus()

    @Slot()
    def _show_module(self) -> None:
        """What was found of the model holds on, whichever of its files is shown."""
        self._mark_lines()
        self._show_file()

    @Slot(object)
    def _take_end(self, event: RunEnded) -> None:
        """A run that ended at a line of this model shows it."""
        file, line = _place_of(event.message)
        if not self.file.modified and file in self.file.modules and self.file.show_module(file):
            self.editor.set_marks([Mark(line, MarkKind.ERROR, words(event.message))])
            self.editor.go_to(line)

    @Slot(str)
    def _edit(self, what: str) -> None:
        self.pane.bar.open_bar(Shows(what))

    def _connect(self) -> None:
        self.start.open_asked.connect(self.file.open)
        self.start.template_asked.connect(self.file.begin)
        self.bar.open_asked.connect(self.file.open)
        self.bar.template_asked.connect(self.file.begin)
        self.bar.save_asked.connect(self.file.save)
        self.bar.save_as_asked.connect(self.file.save_as)
        self.bar.reload_asked.connect(self.file.reload)
        self.bar.try_asked.connect(self.try_now)
        self.bar.edit_asked.connect(self._edit)
        self.bar.module_asked.connect(self._turn)
        self.file.shown.connect(self._show_editor)
        self.file.turned.connect(self._show_module)
        self.file.chosen.connect(self._use)
        self.file.written.connect(self._take_written)
        self.file.touched.connect(self._show_file)
        self.file.notice.connect(self.notice)
        self.panel.act_asked.connect(self._act)
        self.panel.line_asked.connect(self._go_to)
        self.panel.form.changed.connect(self.changed)
        self.trials.tried.connect(self._show_report)
        self.trials.refused.connect(self._show_refusal)
        self.trials.crashed.connect(self.crashed)
        self._session.run_ended.connect(self._take_end)

    def _arrange(self) -> None:
        self._editing.setProperty("role", "clear")
        column = QVBoxLayout(self._editing)
        column.setContentsMargins(16, 4, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.split, 1)
        self.addWidget(self.start)
        self.addWidget(self._editing)


def _place_of(message: Message) -> tuple[str, int]:
    """The file and line that a sentence, or one within it, names; empty and 0 where none does."""
    file, line = message.facts.get("file"), message.facts.get("line")
    if isinstance(file, str) and isinstance(line, int):
        return file, line
    inner = (_place_of(each) for each in message.facts.values() if isinstance(each, Message))
    return next((place for place in inner if place[1]), ("", 0))
