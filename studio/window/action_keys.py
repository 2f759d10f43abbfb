"""The names of the actions, and what is written of each in their table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from studio.session.session import Action


class Do(StrEnum):
    """The actions, by the name that their `QAction` has as its ``objectName``."""

    TRAIN = "trainAction"
    STEP_PHASE = "stepPhaseAction"
    STEP_BATCH = "stepBatchAction"
    STEP_EPOCH = "stepEpochAction"
    STOP_LAST = "stopKeepLastAction"
    STOP_BEST = "stopKeepBestAction"
    FINISH_EPOCH = "finishEpochAction"
    STOP_DISCARD = "stopDiscardAction"
    RESUME_RUN = "continueRunAction"
    VERIFY = "verifyRunAction"
    SAVE = "saveWeightsAction"
    LOAD = "loadWeightsAction"
    EVALUATE = "evaluateAction"
    TRY_PICTURES = "tryPicturesAction"
    OPEN_FOLDER = "openDataFolderAction"
    OPEN_DATA = "openDataFileAction"
    PASTE = "pasteAction"
    OPEN_RECIPE = "openRecipeAction"
    SAVE_RECIPE = "saveRecipeAction"
    OPEN_RUN_FOLDER = "openRunFolderAction"
    RUNS_FOLDER = "chooseRunsFolderAction"
    EMPTY_CACHE = "emptyPictureCacheAction"
    PALETTE = "commandPaletteAction"
    UNDO = "undoAction"
    REDO = "redoAction"
    SHOW_LOG = "showLogAction"
    PAGE_TRAIN = "showTrainPageAction"
    PAGE_DATA = "showDataPageAction"
    PAGE_MODEL = "showModelPageAction"
    PAGE_INSIDE = "showInsidePageAction"
    PAGE_RUNS = "showRunsPageAction"
    PAGE_WEIGHTS = "showWeightsPageAction"
    LARGER = "largerTextAction"
    SMALLER = "smallerTextAction"
    NORMAL_SIZE = "normalTextAction"
    DEMOS = "demosAction"
    PRESENT = "presentAction"
    SPEAKER_WINDOW = "speakerWindowAction"
    SWAP_SCREENS = "swapScreensAction"
    CAPTIONS = "captionsAction"
    SPOTLIGHT = "spotlightAction"
    ZOOM = "zoomAction"
    DRAW = "drawAction"
    CLEAR_DRAWING = "clearDrawingAction"
    TELL_ME = "tellMeAction"
    REDUCE_MOTION = "reduceMotionAction"
    HELP = "showHelpPageAction"
    SHORTCUTS = "showShortcutsAction"
    TROUBLESHOOTING = "showTroubleshootingAction"
    PLUGINS = "pluginsAction"
    CHECK = "checkInstallationAction"
    ABOUT = "aboutAction"
    QUIT = "quitAction"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``needs`` is what the session must allow for the action to be enabled; of several
    ``shortcut``s, with a comma between them, the first is told."""

    key: Do
    text: str
    tip: str
    icon: str = ""
    shortcut: str = ""
    needs: Action | None = None
    checkable: bool = False
