"""Connects the parts of the window with one another: what is asked for in one, another carries out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from studio.look.settings import Settings
from studio.window.actions import Do
from studio.window.page_bar import Page
from trainer_core.data.check.finding import Finding
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.recipe.recipe import Recipe

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow


class Links(QObject):
    """The connections between flows, pages, tool bar and notices of ``window``, which has made them all. No signals."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        window.pages.completed.connect(self._link_pages)
        window.toolbar.device_chosen.connect(self._choose_device)
        window.toolbar.preset_chosen.connect(self._choose_preset)
        window.telling.show_asked.connect(window.pages.show_train)
        window.telling.open_asked.connect(window.continuing.open)
        window.recipes.named.connect(window.toolbar.set_preset)
        for flow in (
            window.flows, window.trust, window.recipes, window.continuing, window.own_data, window.python_files,
            window.pasting, window.picture_cache, window.pages, window.smaller_batch, window.leaving_out,
            window.replaying, window.replay_export, window.telling,
        ):  # fmt: skip
            flow.notice.connect(window.notices.show)
        window.smaller_batch.offered.connect(window.notices.offer)
        window.banner.action_triggered.connect(window.banner.hide)
        window.banner.action_triggered.connect(window.smaller_batch.accept)
        window.banner.action_triggered.connect(window.notices.go)
        window.notices.step_asked.connect(window.pages.show_step)
        window.flows.recipe_dropped.connect(window.recipes.take_file)
        window.flows.run_dropped.connect(window.continuing.open)
        window.flows.data_dropped.connect(window.own_data.take)
        window.flows.python_dropped.connect(window.python_files.take)
        window.python_files.data_asked.connect(window.own_data.take)
        window.python_files.model_asked.connect(window.pages.open_class)
        window.flows.pictures_dropped.connect(window.pages.try_files)
        window.own_data.taken.connect(self._show_data)
        window.leaving_out.look_asked.connect(self._show_finding)
        window.form.proposal_asked.connect(window.own_data.take_chosen)
        window.pasting.files_pasted.connect(window.take_files)
        window.pasting.picture_pasted.connect(window.pages.try_picture)
        window.corrections.waiting_changed.connect(window.undo.note_corrections)
        window.flows.renames_asked.connect(window.pages.show_renames)
        window.closing.may_close.connect(window.close)
        for asker in (window.pages, window.offers):
            asker.open_asked.connect(window.continuing.open)
        window.pages.continue_asked.connect(window.continuing.ask)
        window.pages.verify_asked.connect(window.continuing.verify)
        window.pages.play_asked.connect(window.replaying.play)
        window.replaying.shown.connect(window.pages.show_train)
        window.replay_bar.export_asked.connect(window.pages.show_train)
        window.replay_bar.export_asked.connect(window.replay_export.ask)
        window.replay_bar.close_asked.connect(window.replaying.close)
        window.replay_bar.inspect_asked.connect(window.pages.show_weights)
        window.replay_bar.compare_asked.connect(window.replaying.compare)
        window.replaying.compare_asked.connect(window.pages.compare_weights)
        window.replay_bar.load_asked.connect(window.replaying.load)
        window.pages.recipe_asked.connect(self._take_recipe)
        window.pages.load_asked.connect(self._load_chosen)
        window.pages.page_changed.connect(window.rail.show_page)
        window.offers.continue_asked.connect(window.continuing.go_on)
        window.offers.all_asked.connect(window.pages.show_runs)
        window.offers.offered.connect(window.toolbar.set_train_quiet)
        window.continuing.shown.connect(window.pages.show_train)
        window.session.run_started.connect(window.pages.show_run)
        window.curves.controls.smoothing_changed.connect(self._remember_smoothing)

    @Slot()
    def _link_pages(self) -> None:
        """The pages beside Train are built: connect them, too."""
        window = self._window
        # Imported with the pages themselves, which take longer to import than the rest of the window.
        from studio.flows.compare import CompareFlow

        data, model, inside = window.pages.data, window.pages.model, window.pages.inside
        window.undo.follow(window.pages.runs.undo_stack)
        comparing = CompareFlow(inside.compare, window.background, window.trust, window)
        comparing.notice.connect(window.notices.show)
        model.trust_asked.connect(self._ask_trust)
        data.open_asked.connect(window.own_data.open_file)
        data.folder_asked.connect(window.own_data.open_folder)
        data.again_asked.connect(window.own_data.read_again)
        data.continue_asked.connect(window.continuing.ask_present)
        data.start_asked.connect(window.flows.train_or_pause)
        inside.stands_still.connect(window.toolbar.dim_train)
        inside.begin_asked.connect(window.actions_by_key[Do.STEP_PHASE].trigger)
        window.session.everyone_is_there()

    @Slot(float)
    def _remember_smoothing(self, beta: float) -> None:
        self._settings.smoothing = beta

    @Slot(str)
    def _choose_device(self, key: str) -> None:
        self._window.session.set_value("training.device", key)

    @Slot(str)
    def _choose_preset(self, name: str) -> None:
        if not self._window.recipes.choose_preset(name):
            self._window.toolbar.set_preset(self._window.recipes.preset or "")

    @Slot(object)
    def _take_recipe(self, recipe: Recipe) -> None:
        if self._window.recipes.take(recipe):
            self._window.pages.show_page(Page.TRAIN)

    @Slot()
    def _show_data(self) -> None:
        """Show what data was taken into the form, as soon as it has been read."""
        self._window.pages.show_page(Page.DATA)

    @Slot(object)
    def _show_finding(self, finding: Finding) -> None:
        self._window.pages.show_page(Page.DATA)
        self._window.pages.data.show_finding(finding)

    @Slot(object, object)
    def _load_chosen(self, path: Path, choice: WeightsChoice) -> None:
        self._window.session.load_weights(path, only_what_fits=True, choice=choice)

    @Slot(bool)
    def _ask_trust(self, wanted: bool) -> None:
        """Ask whether the recipe's Python file may be run, where it is ``wanted``."""
        self._window.trust.agrees(self._window.session.recipe, wanted=wanted)
