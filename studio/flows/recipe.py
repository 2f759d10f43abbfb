"""Ask, then do, for recipes: opening, saving, presets; an edited recipe gives way to none without asking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.dialogs.replace_recipe import OnReplace, ReplaceRecipeDialog
from studio.look.i18n import language
from studio.look.messages import words
from studio.look.settings import Settings
from studio.session.corrections import file_name
from studio.session.session import Action, Session
from trainer_core.data.corrections import FILE as CORRECTIONS
from trainer_core.data.corrections import corrections_text, read_corrections, write_corrections
from trainer_core.errors import RecipeError, TrainerError
from trainer_core.files.atomic import atomic_write
from trainer_core.protocol.events import Reason, RunEnded, RunOpened
from trainer_core.recipe.presets import DEFAULT
from trainer_core.recipe.proposal.proposal import Proposal
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import RECIPE

SUFFIXES = (".toml",)
_REMEMBERED_AFTER_MS = 300
"""Writing a recipe of many layers takes longer than a person's next key may wait."""


class RecipeFlow(QObject):
    """What a person does with whole recipes, and what is remembered of the one in the form.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        named(str): the recipe in the form is this preset, or the person's own (an empty name).
    """

    notice = Signal(object, str)
    named = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        presets: Mapping[str, Recipe],
        files: FileDialogs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._presets = presets
        self._files = files
        self._window = window
        self.remembers = True
        """Whether an edited recipe is kept for the next start; a demo's is not."""
        self._neutral = {name: _anywhere(preset) for name, preset in presets.items()}
        was_edited = session.recipe.to_toml() == settings.edited_recipe
        self._kept = presets.get(settings.preset, presets.get(DEFAULT)) if was_edited else session.recipe
        session.baseline = presets.get(settings.preset, presets.get(DEFAULT, session.recipe))
        self._later = QTimer(self, singleShot=True, interval=_REMEMBERED_AFTER_MS)
        self._later.timeout.connect(self._remember)
        session.recipe_changed.connect(self._take_change)
        session.run_ended.connect(self._take_end)
        session.run_opened.connect(self._take_opened)

    @property
    def edited(self) -> bool:
        """Whether the form holds a recipe that is neither a preset nor on disk. The device does not count."""
        kept = self._kept is not None and _anywhere(self._session.recipe) == _anywhere(self._kept)
        return not kept and self.preset is None

    @property
    def preset(self) -> str | None:
        """The name of the preset that the form holds."""
        recipe = _anywhere(self._session.recipe)
        return next((name for name, preset in self._neutral.items() if preset == recipe), None)

    def may_edit(self) -> bool:
        """Whether the form may take another recipe now; says why not."""
        if self._session.possible(Action.EDIT_RECIPE):
            return True
        self.notice.emit(self.tr("A run is under way; its recipe cannot change. Stop it first."), "warning")
        return False

    def may_replace(self, other: str, recipe: Recipe | None = None) -> bool:
        """Whether another recipe, called ``other``, may take the form's place; asks if something would be lost."""
        if not self.edited or (recipe is not None and _anywhere(recipe) == _anywhere(self._session.recipe)):
            return True
        answer = ReplaceRecipeDialog(other, self._window).ask()
        if not self._session.possible(Action.EDIT_RECIPE):
            return False
        return answer is OnReplace.REPLACE or (answer is OnReplace.SAVE_FIRST and self.save())

    @property
    def presets(self) -> Mapping[str, Recipe]:
        """The presets by their names."""
        return self._presets

    def has_preset(self, name: str) -> bool:
        """Whether a preset is called that."""
        return name in self._presets

    def choose_preset(self, name: str, *, asks: bool = True) -> bool:
        """Put a preset into the form; the device stays. False if the form stays as it was.

        Without ``asks`` an edited recipe gives way at once: the change is undone with one step.
        """
        preset = self._presets[name]
        if not self._session.possible(Action.EDIT_RECIPE):
            return False
        if asks and not self.may_replace(preset.title(language()), preset):
            return False
        self._settings.preset = name
        self._put(preset.with_values({"training.device": self._session.recipe.training.device}))
        return True

    def open(self) -> None:
        """Ask for a recipe's file and read it into the form."""
        path = self._files.ask_open(Purpose.RECIPE, self.tr("Open recipe"), self._kind(), "openRecipeDialog")
        if path is not None:
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """Read a recipe's file into the form; a wrong one changes nothing and is explained."""
        if not self.may_edit():
            return
        try:
            recipe = Recipe.load(path)
        except RecipeError as error:
            self.notice.emit(partial(words, error.message), "error")
            return
        if self.may_replace(path.name, recipe):
            self._put(recipe)
            self.notice.emit(self.tr("The recipe {name} is loaded.").format(name=path.name), "info")

    def take(self, recipe: Recipe) -> bool:
        """Put a recipe that came from elsewhere (a run's) into the form; False if the form stays as it was."""
        if not self.may_edit() or not self.may_replace(recipe.title(language()), recipe):
            return False
        self._put(recipe)
        self.notice.emit(self.tr("The recipe is in the form. Change what you like, and press Train."), "info")
        return True

    def take_proposed(self, proposal: Proposal, name: str, *, asks: bool = True) -> bool:
        """Put what was proposed for the data called ``name`` into the form; False if that stays as it was.

        Without ``asks`` an edited recipe gives way at once: the change is undone with one step.
        """
        if not self.may_edit() or (asks and not self.may_replace(name, proposal.recipe)):
            return False
        self._put(proposal.recipe)
        text = self.tr("A recipe for {name} is in the form. Look at what was found in the data, and press Train.")
        self.notice.emit(f"{text.format(name=name)} {words(proposal.reason)}", "info")
        return True

    def save(self) -> bool:
        """Ask where and save the recipe; False if it was not saved."""
        title, kinds = self.tr("Save recipe"), (self._kind(),)
        path = self._files.ask_save(Purpose.RECIPE, title, RECIPE, kinds, "saveRecipeDialog")
        if path is None:
            return False
        recipe = self._session.recipe
        try:
            saved = _with_corrections_beside(recipe, path)
            with atomic_write(path, error=RecipeError) as file:
                file.write(saved.to_toml().encode())
        except TrainerError as error:
            self.notice.emit(partial(words, error.message), "error")
            return False
        self._keep(recipe)
        self.notice.emit(self.tr("The recipe is saved in {path}.").format(path=path), "info")
        return True

    def shut_down(self) -> None:
        """Remember what was edited last."""
        if self._later.isActive():
            self._later.stop()
            self._remember()

    def _kind(self) -> FileKind:
        return FileKind(self.tr("Recipes"), SUFFIXES)

    def _put(self, recipe: Recipe) -> None:
        self._kept = recipe
        self._session.set_recipe(recipe)

    def _keep(self, recipe: Recipe) -> None:
        """Count ``recipe`` as one that is not lost when another takes its place."""
        self._kept = recipe
        self._remember()

    def _remember(self) -> None:
        if self.remembers:
            preset = self._presets.get(self._settings.preset)
            same = preset is not None and preset == self._session.recipe
            self._settings.edited_recipe = "" if same else self._session.recipe.to_toml()

    @Slot()
    def _take_change(self) -> None:
        if self.preset is not None:
            self._session.baseline = self._presets[self.preset]
            if self.remembers:
                self._settings.preset = self.preset
        if self._session.recipe.model.name == "layers":
            self._later.start()
        else:
            self._later.stop()
            self._remember()
        self.named.emit(self.preset or "")

    @Slot(object)
    def _take_end(self, event: RunEnded) -> None:
        """What a run was trained with is in its folder."""
        if event.summary.run is not None and event.reason is not Reason.DISCARDED and not self._session.replaying:
            self._keep(self._session.recipe)

    @Slot(object)
    def _take_opened(self, event: RunOpened) -> None:
        if not self._session.replaying:
            self._keep(event.recipe)


def _with_corrections_beside(recipe: Recipe, path: Path) -> Recipe:
    """The recipe that is to be saved at ``path``, with a copy of its corrections there; raises `DataError`."""
    if not recipe.data.corrections:
        return recipe
    corrections = read_corrections(Path(recipe.data.corrections))
    beside = path.with_name(file_name(path.stem, corrections_text(corrections)))
    write_corrections(beside, corrections)
    return recipe.with_values({CORRECTIONS: str(beside)})


def restored(settings: Settings, preset: Recipe) -> Recipe:
    """The recipe that was in the form when the studio was closed; ``preset`` where none is remembered, or no recipe."""
    try:
        return Recipe.from_toml(settings.edited_recipe) if settings.edited_recipe else preset
    except TrainerError:
        return preset


def _anywhere(recipe: Recipe) -> Recipe:
    # Nothing is checked anew: this is asked at each edit, and a recipe may have hundreds of layers.
    return recipe.model_copy(update={"training": recipe.training.model_copy(update={"device": "auto"})})
