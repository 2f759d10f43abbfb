"""Every dialog explains itself: each control in a tool tip, and the whole with F1 by an entry of Help of its own."""

from pathlib import Path

from studio.dialogs.about import AboutDialog
from studio.dialogs.closing import ClosingDialog
from studio.dialogs.continue_run import ContinueDialog
from studio.dialogs.discard import DiscardDialog
from studio.dialogs.empty_cache import EmptyCacheDialog
from studio.dialogs.export_replay import ExportReplayDialog
from studio.dialogs.label import LabelDialog
from studio.dialogs.output_exists import OutputExistsDialog
from studio.dialogs.plugins import PluginsDialog
from studio.dialogs.replace_recipe import ReplaceRecipeDialog
from studio.dialogs.source_file import ChangedCodeDialog, UnsavedCodeDialog
from studio.dialogs.tell_me import TellMeDialog
from studio.dialogs.trained_weights import TrainedWeightsDialog
from studio.dialogs.trust import TrustDialog
from studio.dialogs.weights_fit import WeightsFitDialog
from studio.session.tell_rules import TellRules
from studio.window.help_topics import CONTROLS, entry_for
from studio.window.tool_tips import told_by
from tests.gui.all_controls import seen, where
from tests.gui.test_dialogs import FILE, REPORT
from tests.gui.test_every_control import IDS

DIALOGS = {
    "about": lambda parent: AboutDialog(Path("runs"), Path("settings.ini"), parent),
    "closing": lambda parent: ClosingDialog(parent=parent),
    "continue": lambda parent: ContinueDialog("mine", 1, 3, (), parent),
    "discard": lambda parent: DiscardDialog(7, Path("run"), parent),
    "empty cache": lambda parent: EmptyCacheDialog("3 GB", "20 GB", Path("cache"), parent),
    "export replay": lambda parent: ExportReplayDialog(20, moving=True, parent=parent),
    "label": lambda parent: LabelDialog(2, "Bag", ("Bag", "Coat"), (), parent),
    "output exists": lambda parent: OutputExistsDialog(Path("model.pt"), parent),
    "plug-ins": lambda parent: PluginsDialog((), parent),
    "replace recipe": lambda parent: ReplaceRecipeDialog("another", parent),
    "unsaved code": lambda parent: UnsavedCodeDialog("mine.py", parent),
    "changed code": lambda parent: ChangedCodeDialog("mine.py", parent),
    "notify me": lambda parent: TellMeDialog(TellRules(), "", (("accuracy", "accuracy"),), parent=parent),
    "trained weights": lambda parent: TrainedWeightsDialog("model.pt", parent),
    "trust": lambda parent: TrustDialog(FILE, parent),
    "weights fit": lambda parent: WeightsFitDialog(REPORT, Path("model.pt"), parent),
}


def test_every_dialog_explains_its_controls_and_leads_to_an_entry_of_its_own(studio):
    lacking, help_action = [], studio.action("showHelpPageAction")
    for name in DIALOGS:
        dialog = DIALOGS[name](studio.window)
        dialog.open()
        studio.wait_for(lambda dialog=dialog: help_action in dialog.actions(), f"F1 in {name}")
        if dialog.objectName() not in CONTROLS:
            lacking.append(f"{name}: no entry")
        for widget in seen(dialog):
            if not told_by(widget):
                lacking.append(f"{name}: {where(widget)} has no tool tip")
            if not all(entry_for(widget, studio.window) in ids for ids in IDS.values()):
                lacking.append(f"{name}: {where(widget)} leads to no entry")
        dialog.close()
        dialog.deleteLater()
    assert not lacking, "\n".join(lacking)
