"""The run that is selected, at length: what can be done with it, its curves, numbers, notes, tags and recipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import name_of
from studio.look.metrics import number, word
from studio.look.run_names import name_of_run
from studio.views.runs import wording
from studio.views.runs.run_actions import RunActions
from studio.widgets.action_icon import ActionIcon
from studio.widgets.button import Button
from studio.widgets.fact_list import FactList
from studio.widgets.flow_row import FlowRow
from studio.widgets.folding_section import FoldingSection
from studio.widgets.line_field import TextField
from studio.widgets.note_editor import NoteEditor
from studio.widgets.scaled import Scaled
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.state_dot import StateDot
from trainer_core.history.history import LOSS, History
from trainer_core.library.record import RunRecord, Split

NewPlots = Callable[[QBoxLayout.Direction, QWidget], Any]
"""Makes the plots of runs that are over, which belong to another view: a widget with ``show_run(history, best_by)`` and
``show_overlays(overlays)``."""

_SIDE = 14
_RECIPE_HEIGHT = 220
_BUTTONS = ("open", "play", "continue", "overlay", "compare", "inside", "verify", "folder", "delete", "duplicate")
_ICONS_ONLY = frozenset({"folder", "delete"})
_NOT_ON_STAGE = ("verify", "folder", "delete", "duplicate")
"""What an audience does not look at; the menu of the list has it."""


class RunDetails(Retranslated, QFrame):
    """A panel beside the table. ``record`` is the run that it shows.

    Signals:
        edited(object, str, object): of the run in this folder, another ``"name"``, ``"notes"`` or ``"tags"``.
    """

    edited = Signal(object, str, object)

    def __init__(self, actions: RunActions, new_plots: NewPlots, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runDetails")
        self.setProperty("role", "panel")
        self.record: RunRecord | None = None
        self.name = TextField(self)
        self.name.setObjectName("runName")
        fonts.use(self.name, "title", strong=True)
        self.dot = StateDot("idle", self)
        self.state = QLabel(self)
        self.state.setObjectName("runState")
        self.recipe_line = QLabel(self)
        self.recipe_line.setProperty("role", "muted")
        self.problem = QLabel(self)
        self.problem.setObjectName("runProblem")
        self.problem.setProperty("role", "error")
        self.plots = new_plots(QBoxLayout.Direction.TopToBottom, self)
        self.facts = FactList(self)
        self.facts.setObjectName("runFacts")
        self.tags = TextField(self)
        self.tags.setObjectName("runTags")
        self.notes = NoteEditor(self)
        self.notes.setObjectName("runNotes")
        self.recipe = QPlainTextEdit(self)
        self.recipe.setObjectName("runRecipe")
        self.recipe.setReadOnly(True)
        self.recipe.setTabChangesFocus(True)
        Scaled(self.recipe, QWidget.setFixedHeight, _RECIPE_HEIGHT)
        self.recipe.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.sections = [FoldingSection("", self, expanded=place < 3) for place in range(4)]
        for section, name in zip(self.sections, ("Curves", "Numbers", "Notes", "Recipe"), strict=True):
            section.header.setObjectName(f"run{name}Header")
        for label in (self.recipe_line, self.problem):
            fonts.use(label, "small")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons: dict[str, QAbstractButton] = {
            key: ActionIcon(actions[key], actions.icon_name(key), self)
            if key in _ICONS_ONLY
            else self._button(actions, key)
            for key in _BUTTONS
        }
        self._arrange()
        self.name.value_changed.connect(self._edit_name)
        self.tags.value_changed.connect(self._edit_tags)
        self.notes.value_changed.connect(self._edit_notes)
        self.retranslate()

    def _button(self, actions: RunActions, key: str) -> Button:
        button = Button("", actions.icon_name(key), self)
        button.set_primary(key == "open")
        button.set_action(actions[key])
        return button

    def _arrange(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self.dot)
        state.addWidget(self.state)
        state.addStretch(1)
        for key, button in self.buttons.items():
            button.setObjectName(f"run{key.capitalize()}Button")
        buttons = FlowRow(self.buttons.values(), self)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 12, _SIDE, 10)
        head.setSpacing(8)
        for item in (self.name, self.recipe_line, self.problem, buttons):
            head.addWidget(item)
        head.insertLayout(1, state)
        line = QFrame(self)
        line.setProperty("role", "hairline")
        curves, numbers, notes, recipe = self.sections
        curves.body_layout.addWidget(self.plots)
        numbers.body_layout.addWidget(self.facts)
        notes.body_layout.addWidget(self.tags)
        notes.body_layout.addWidget(self.notes)
        recipe.body_layout.addWidget(self.recipe)
        inside = QWidget(self)
        inside.setProperty("role", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)
        scroll = ScrollColumn(self)
        scroll.setProperty("role", "panel")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(line)
        layout.addWidget(scroll, 1)

    def show_record(self, record: RunRecord) -> None:
        """Show a run, or the same one as it is now; what is being typed stays."""
        if self.record is not None and self.record.path != record.path:
            self.commit()
        other = self.record is None or self.record.path != record.path
        self.record = record
        if other:
            self.plots.show_overlays(())
            self.recipe.clear()
        self.name.set_value(name_of_run(record))
        self.tags.set_value(", ".join(record.tags))
        self.notes.set_value(record.notes)
        self._word()

    def show_contents(self, path: Path, history: History, recipe: str, best_by: str) -> None:
        """Show what was read of the run in the folder ``path``, if it is still the one that is shown."""
        if self.record is not None and self.record.path == path:
            self.plots.show_run(history, best_by)
            self.recipe.setPlainText(recipe)

    def commit(self) -> None:
        """Take what is being typed."""
        for field in (self.name, self.tags):
            if field.isModified():
                field.commit()
        self.notes.commit()

    @Slot(object)
    def _edit_name(self, name: str) -> None:
        self._edit("name", name.strip())

    @Slot(object)
    def _edit_tags(self, tags: str) -> None:
        self._edit("tags", tuple(tag for tag in (each.strip().lstrip("#") for each in tags.split(",")) if tag))

    @Slot(str)
    def _edit_notes(self, notes: str) -> None:
        self._edit("notes", notes)

    def _edit(self, key: str, value: object) -> None:
        if self.record is not None:
            self.edited.emit(self.record.path, key, value)

    def _offer(self) -> None:
        """Show the buttons that there is room for; one that follows its action comes back with that."""
        for key in _NOT_ON_STAGE:
            self.buttons[key].setVisible(not fonts.on_stage())

    def _word(self) -> None:
        record = self.record
        if record is None:
            return
        self._offer()
        mark, word = wording.state_of(record)
        self.dot.set_state(mark)
        self.dot.setAccessibleName(word)
        self.state.setText(word)
        self.recipe_line.setText(wording.recipe_line(record))
        self.problem.setText(wording.problem_of(record))
        self.problem.setVisible(bool(record.problems))
        self.sections[2].set_summary(record.notes.splitlines()[0] if record.notes else ", ".join(record.tags))
        facts = (
            *self._results(self.tr("Validation {metric}, best epoch"), "validation", (record.metric, LOSS)),
            (self.tr("Best epoch"), str(record.best_epoch) if record.best_epoch else formats.UNKNOWN),
            *self._results(self.tr("Validation {metric}, last epoch"), "final_validation", (record.metric, LOSS)),
            *self._results(self.tr("Test {metric}"), "test", dict.fromkeys((record.metric, LOSS, *record.test))),
            (self.tr("Epochs"), wording.epochs(record)),
            (self.tr("Batches"), formats.count(record.steps)),
            (self.tr("Duration"), formats.duration(record.seconds)),
            (self.tr("Examples per second"), formats.rate(record.samples_per_second)),
            (self.tr("Began"), wording.date(record)),
            (self.tr("Device"), record.device or formats.UNKNOWN),
            (self.tr("Data"), record.source or formats.UNKNOWN),
            (self.tr("Model"), name_of(record.model) if record.model else formats.UNKNOWN),
            (self.tr("Size on disk"), formats.size(record.bytes)),
            (self.tr("Folder"), record.path.name),
            *(((self.tr("Changed by hand"), self.tr("yes")),) if record.changed_by_hand else ()),
        )
        self.facts.show_facts(facts)

    def _results(self, title: str, which: Split, metrics: Iterable[str]) -> list[tuple[str, str]]:
        """Results of the run as facts, each with its name."""
        record = self.record
        assert record is not None
        return [
            (title.format(metric=word(metric)), number(metric, record.result(which, metric)))
            for metric in metrics
            if metric
        ]

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Details of the run"))
        self.name.setAccessibleName(self.tr("Name of the run"))
        self.name.setToolTip(self.tr("The run's name; an empty one gives back its recipe's title"))
        self.tags.setAccessibleName(self.tr("Tags"))
        self.tags.setPlaceholderText(self.tr("Tags, with commas between them"))
        self.tags.setToolTip(self.tr("Words to find the run by: tag:… in the search"))
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setPlaceholderText(self.tr("Notes: what was tried, and what came out"))
        self.notes.setToolTip(self.tr("Kept when you leave the field, or with Ctrl+Enter"))
        self.recipe.setAccessibleName(self.tr("Recipe as TOML"))
        titles = (self.tr("Curves"), self.tr("Numbers"), self.tr("Notes"), self.tr("Recipe"))
        for section, title in zip(self.sections, titles, strict=True):
            section.set_title(title)
        if self.record is not None:
            self.name.set_value(name_of_run(self.record))
        self._word()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "recipe"):
            self.recipe.setFont(fonts.monospace())
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "buttons"):
            self._offer()
