"""The columns of the recipe's table before it is trained on: how the file is read, and what each column is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.background import Background
from studio.session.session import Action, Session
from studio.views.data.column_table import ColumnTable
from studio.views.data.first_rows import FirstRows
from studio.views.data.reading_bar import ReadingBar
from studio.views.data.row_columns import table_of
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from trainer_core.data.labels import TaskName
from trainer_core.data.tables.asked import TYPES
from trainer_core.data.tables.preview import TableLook, TablePreview, with_role_of, with_type_of
from trainer_core.data.tables.profiles import ColumnProfile
from trainer_core.data.tables.roles import Role
from trainer_core.errors import Message, TrainerError
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import task_for

_SIDE = 14
_LOW = 460
_AUTO = "auto"

Change = Callable[[TablePreview, Path, Mapping[str, Any]], dict[str, Any]]
"""What the source's arguments become; made beside the GUI thread, where the file is read."""


class ColumnsPanel(Retranslated, QWidget):
    """Looks at the table of the session's recipe, and puts what a person changes into it, as the form does.

    ``look`` is what is shown. The file is read beside the GUI thread, and only while the panel is seen.

    Signals:
        column_chosen(str): this column is the current one.
        looked(): ``look`` is another.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    column_chosen = Signal(str)
    looked = Signal()
    crashed = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("columnsPanel")
        self._session = session
        self._background: Background | None = None
        self._preview = TablePreview()
        self._asked = 0
        self._shown: tuple[Path, dict[str, Any]] | None = None
        self._task: TaskName | None = None
        self.look = TableLook()
        self.reading = ReadingBar(self)
        self.first = FirstRows(self)
        self.chosen = QLabel(self)
        self.role, self.type = ChoiceField(self), ChoiceField(self)
        self.role.setObjectName("columnRole")
        self.type.setObjectName("columnType")
        self.table = ColumnTable(self)
        self.about = ElidedLabel("", self)
        self.problem = QLabel(self)
        self.problem.setObjectName("tableProblem")
        self._arrange()
        self.reading.changed.connect(self._read_otherwise)
        self.role.value_changed.connect(self._give_role)
        self.type.value_changed.connect(self._give_type)
        self.table.selection_changed.connect(self._show_chosen)
        self.table.column_chosen.connect(self.column_chosen)
        session.recipe_changed.connect(self.refresh)
        session.state_changed.connect(self._enable)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.role.setAccessibleName(self.tr("Role of the chosen columns"))
        self.role.setToolTip(self.tr("What the chosen columns are for; Ctrl and Shift choose several"))
        self.type.setAccessibleName(self.tr("Type of the chosen columns"))
        self.type.setToolTip(self.tr("What the chosen columns are read as, regardless of how they look"))
        roles = self.table.role_words()
        tips = (
            self.tr("The model learns from it."),
            self.tr("The model learns to predict it; there can be several if all are numbers."),
            self.tr("Rows with the same value stay on one side of the split."),
            self.tr("The model never sees it."),
        )
        self.role.set_choices(list(roles), list(roles.values()), tips)
        kinds = {
            _AUTO: self.tr("automatic"),
            "numbers": self.tr("number"),
            "categories": self.tr("category"),
            "dates": self.tr("date"),
        }
        self.type.set_choices(list(kinds), list(kinds.values()))
        self.first.setAccessibleName(self.tr("First rows of the table"))
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.first.show_lines(2 if self.height() < fonts.scaled(_LOW) else 4)

    def shut_down(self) -> None:
        """End the thread that reads the table."""
        if self._background is not None:
            self._background.close()

    @Slot()
    def refresh(self) -> None:
        """Look at the recipe's table, where it is not what is shown, once someone sees it."""
        if self.isVisible():
            self.look_now()

    def look_now(self) -> None:
        """Look at the recipe's table, where it is not what is shown."""
        path = table_of(self._session.recipe)
        if path is None:
            return
        arguments = dict(self._session.recipe.data.arguments)
        if self._shown != (path, arguments):
            self._asked += 1
            asked = self._asked
            self._do(lambda: self._preview.look(path, arguments), lambda look: self._take(look, path, arguments, asked))

    def _arrange(self) -> None:
        for label in (self.chosen, self.about):
            fonts.use(label, "small")
            label.setProperty("role", "muted")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        edit = QHBoxLayout()
        edit.setSpacing(8)
        edit.addWidget(self.chosen, 1)
        for field in (self.role, self.type):
            fonts.use(field, "small")
            edit.addWidget(field)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 0, _SIDE, 0)
        head.setSpacing(8)
        head.addWidget(self.reading)
        head.addWidget(self.first)
        head.addWidget(self.problem)
        head.addLayout(edit)
        below = QHBoxLayout()
        below.setContentsMargins(_SIDE, 0, _SIDE, 0)
        below.addWidget(self.about)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    def _do(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        if self._background is None:
            self._background = Background(self)
            self._background.crashed.connect(self.crashed)
        self._background.do(work, then, self._fail)

    def _take(self, look: TableLook, path: Path, arguments: dict[str, Any], asked: int) -> None:
        if asked != self._asked:
            return
        self._shown = (path, arguments)
        self.look = look
        self._task = look.task or self._task
        self.reading.show_look(look, arguments)
        self.first.show_rows(look.names, look.first)
        self.table.show_columns(look.columns, dict(look.left_out_alone))
        self._word()
        self.looked.emit()

    @Slot(str, object)
    def _read_otherwise(self, key: str, value: object) -> None:
        self._change(lambda preview, path, arguments: preview.reread(path, arguments, {key: value}))

    @Slot(object)
    def _give_role(self, role: str) -> None:
        names = [column.name for column in self.table.selected]
        if names:
            self._change(
                lambda preview, path, arguments: with_role_of(
                    preview.look(path, arguments), arguments, names, Role(role)
                )
            )

    @Slot(object)
    def _give_type(self, kind: str) -> None:
        names = [column.name for column in self.table.selected]
        if names:
            self._change(lambda preview, path, arguments: with_type_of(arguments, names, TYPES.get(kind)))

    def _change(self, change: Change) -> None:
        """Put into the recipe what ``change`` makes of its table, and what then suits the task, as one edit."""
        recipe = self._session.recipe
        path = table_of(recipe)
        if path is None:
            return
        preview, arguments = self._preview, dict(recipe.data.arguments)
        before = self._task

        def made() -> dict[str, Any]:
            data = change(preview, path, arguments)
            look = preview.look(path, {**arguments, **data})
            values = {f"data.{key}": value for key, value in data.items()}
            if look.task is not None and look.task is not before:
                values["loss.name"] = task_for(look.task).default_loss
                values["data.standardize_target"] = look.task is TaskName.REGRESSION
            return values

        self._do(made, partial(self._put, recipe, change))

    def _put(self, before: Recipe, change: Change, values: dict[str, Any]) -> None:
        now = self._session.recipe
        if table_of(now) != table_of(before) or not self._session.possible(Action.EDIT_RECIPE):
            self.refresh()
            return
        if now != before:  # another change came first: this one is made of what that left
            self._change(change)
            return
        try:
            after = before.with_values(values)
        except TrainerError as error:
            self._fail(error.message)
            return
        self._session.set_recipe(after)
        self._show_chosen()

    def _fail(self, message: Message) -> None:
        self.problem.setText(words(message))
        self.problem.show()

    @Slot()
    def _show_chosen(self) -> None:
        """The two fields say what the chosen columns have in common."""
        columns = self.table.selected
        roles = {column.role.value for column in columns}
        arguments = self._session.recipe.data.arguments
        kinds = {next((key for key in TYPES if column.name in arguments.get(key, ())), _AUTO) for column in columns}
        self.role.set_value(roles.pop() if len(roles) == 1 else "")
        self.type.set_value(kinds.pop() if len(kinds) == 1 else "")
        self._word()

    @Slot()
    def _enable(self) -> None:
        may = self._session.possible(Action.EDIT_RECIPE)
        self.reading.setEnabled(may)
        for field in (self.role, self.type):
            field.setEnabled(may and bool(self.table.selected))

    def _word(self) -> None:
        self._enable()
        look = self.look
        count = len(self.table.selected)
        of_all = counted(len(look.columns), "1 column", "{n:,} columns")
        if count > 1:
            of_all = counted(count, "1 column chosen", "{n:,} columns chosen")
        elif not look.whole:
            of_all = counted(look.rows, "of the first row", "of the first {n:,} rows")
        self.chosen.setText(of_all)
        self.problem.setVisible(look.problem is not None)
        self.problem.setText(words(look.problem) if look.problem is not None else "")
        current = self.table.current
        self.about.setText(self._about(current) if current is not None else "")

    def _about(self, column: ColumnProfile) -> str:
        why = self.look.left_out_alone.get(column.name)
        reason = words(why) if why is not None and column.role is Role.LEFT_OUT else ""
        return "  ".join(filter(None, (reason, self.table.facts_of(column))))
