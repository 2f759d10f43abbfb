"""The table of everything a person can do from the toolbar, the menu or the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from studio.look.i18n import QT_TRANSLATE_NOOP
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
    HELP = "showHelpPageAction"
    SHORTCUTS = "showShortcutsAction"
    TROUBLESHOOTING = "showTroubleshootingAction"
    PLUGINS = "pluginsAction"
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


_N = QT_TRANSLATE_NOOP

TABLE = (
    Row(
        Do.TRAIN,
        _N("Actions", "Train"),
        _N("Actions", "Train the recipe; while training, pause or continue"),
        "play",
        "F5",
    ),
    Row(
        Do.STEP_PHASE,
        _N("Actions", "One phase"),
        _N("Actions", "Go on by one of the five phases of a step, then pause"),
        "step",
        "F10",
        Action.STEP,
    ),
    Row(
        Do.STEP_BATCH,
        _N("Actions", "One batch"),
        _N("Actions", "Go on to the end of the batch, then pause"),
        "step",
        "F11",
        Action.STEP,
    ),
    Row(
        Do.STEP_EPOCH,
        _N("Actions", "One epoch"),
        _N("Actions", "Go on to the end of the epoch, then pause"),
        "step",
        "Shift+F11",
        Action.STEP,
    ),
    Row(
        Do.STOP_LAST,
        _N("Actions", "Stop, keep the last weights"),
        _N("Actions", "End the run after this batch and keep the weights as they are"),
        "stop",
        "Shift+F5",
        Action.STOP,
    ),
    Row(
        Do.STOP_BEST,
        _N("Actions", "Stop, keep the best weights"),
        _N("Actions", "End the run after this batch and go back to the best weights"),
        "star",
        "Ctrl+F5",
        Action.STOP,
    ),
    Row(
        Do.FINISH_EPOCH,
        _N("Actions", "Stop after this epoch"),
        _N("Actions", "Finish the epoch and its validation, then end the run"),
        "",
        "Shift+F6",
        Action.FINISH_EPOCH,
    ),
    Row(
        Do.STOP_DISCARD,
        _N("Actions", "Stop and discard the run"),
        _N("Actions", "End the run and delete its folder"),
        "close",
        "Alt+Shift+F5",
        Action.STOP,
    ),
    Row(
        Do.RESUME_RUN,
        _N("Actions", "Resume run…"),
        _N("Actions", "Resume the run that was stopped or opened, or train it for more epochs"),
        "again",
        "Ctrl+Shift+F5",
        Action.RESUME_RUN,
    ),
    Row(
        Do.VERIFY,
        _N("Actions", "Verify run"),
        _N("Actions", "Train part of the run again from a snapshot, beside it, and compare every number"),
        "verify",
        "Ctrl+Shift+V",
        Action.VERIFY,
    ),
    Row(
        Do.SAVE,
        _N("Actions", "Save weights"),
        _N("Actions", "Save the model's state_dict to a file"),
        "download",
        "Ctrl+S",
        Action.SAVE,
    ),
    Row(
        Do.LOAD,
        _N("Actions", "Load weights"),
        _N("Actions", "Load a state_dict into the model"),
        "upload",
        "Ctrl+O",
        Action.LOAD,
    ),
    Row(
        Do.EVALUATE,
        _N("Actions", "Test now"),
        _N("Actions", "Evaluate the present weights on the whole test set"),
        "check",
        "Ctrl+T",
        Action.EVALUATE,
    ),
    Row(
        Do.TRY_PICTURES,
        _N("Actions", "Try your own files…"),
        _N("Actions", "Choose pictures, tables or arrays and see what the model answers to each"),
        "image",
        "Ctrl+Shift+T",
        Action.PREDICT,
    ),
    Row(
        Do.OPEN_FOLDER,
        _N("Actions", "Open a folder of pictures…"),
        _N("Actions", "Choose a folder with a folder of pictures for each class, and train on it"),
        "image",
        "Ctrl+D",
        Action.EDIT_RECIPE,
    ),
    Row(
        Do.OPEN_DATA,
        _N("Actions", "Open data…"),
        _N("Actions", "Choose a table, a file of arrays or a Python file with a Dataset, and train on it"),
        "table",
        "Ctrl+Alt+O",
        Action.EDIT_RECIPE,
    ),
    Row(
        Do.PASTE,
        _N("Actions", "Paste data"),
        _N("Actions", "Train on the table on the clipboard, or take files and pictures as if they were dropped"),
        "table",
        "Ctrl+V",
    ),
    Row(
        Do.OPEN_RECIPE,
        _N("Actions", "Open recipe…"),
        _N("Actions", "Load a recipe from a TOML file"),
        "folder",
        "Ctrl+Shift+O",
        Action.EDIT_RECIPE,
    ),
    Row(
        Do.SAVE_RECIPE,
        _N("Actions", "Save recipe…"),
        _N("Actions", "Save the recipe as a TOML file"),
        "",
        "Ctrl+Shift+S",
    ),
    Row(
        Do.OPEN_RUN_FOLDER,
        _N("Actions", "Show the run's folder"),
        _N("Actions", "Open the folder of the present or last run"),
        "folder",
    ),
    Row(
        Do.RUNS_FOLDER,
        _N("Actions", "Keep runs in…"),
        _N("Actions", "Choose the folder in which new runs are kept"),
        "",
    ),
    Row(
        Do.EMPTY_CACHE,
        _N("Actions", "Empty the picture cache…"),
        _N("Actions", "Remove the decoded pictures of folders that were trained on"),
        "",
    ),
    Row(Do.UNDO, _N("Actions", "Undo"), _N("Actions", "Take the last edit on this page back"), "", "Ctrl+Z"),
    Row(Do.REDO, _N("Actions", "Redo"), _N("Actions", "Make the edit again that was undone"), "", "Ctrl+Shift+Z"),
    Row(
        Do.SHOW_LOG,
        _N("Actions", "Log"),
        _N("Actions", "Show everything that happened, in sentences"),
        "",
        "Ctrl+L",
        None,
        True,
    ),
    Row(Do.PAGE_TRAIN, _N("Actions", "Train page"), _N("Actions", "Train and watch"), "curves", "Ctrl+1"),
    Row(
        Do.PAGE_DATA,
        _N("Actions", "Data page"),
        _N("Actions", "What the model learns from, and what is wrong with it"),
        "table",
        "Ctrl+2",
    ),
    Row(
        Do.PAGE_MODEL,
        _N("Actions", "Model page"),
        _N("Actions", "What is trained: built-in, or stacked from layers"),
        "network",
        "Ctrl+3",
    ),
    Row(
        Do.PAGE_INSIDE,
        _N("Actions", "Inside page"),
        _N("Actions", "Walk through the running step: its phases, tensors, graph and modules"),
        "inside",
        "Ctrl+4",
    ),
    Row(Do.PAGE_RUNS, _N("Actions", "Runs page"), _N("Actions", "Every run there is"), "runs", "Ctrl+5"),
    Row(
        Do.PAGE_WEIGHTS,
        _N("Actions", "Weights page"),
        _N("Actions", "Look inside a file of weights"),
        "layers",
        "Ctrl+6",
    ),
    Row(Do.LARGER, _N("Actions", "Larger text"), _N("Actions", "Make all text larger"), "", "Ctrl++"),
    Row(Do.SMALLER, _N("Actions", "Smaller text"), _N("Actions", "Make all text smaller"), "", "Ctrl+-"),
    Row(
        Do.NORMAL_SIZE, _N("Actions", "Normal text size"), _N("Actions", "Give all text its normal size"), "", "Ctrl+0"
    ),
    Row(
        Do.DEMOS,
        _N("Actions", "Demos…"),
        _N("Actions", "Play one of the bundled demos or your own, or record one"),
        "play",
    ),
    Row(
        Do.PRESENT,
        _N("Actions", "Presenter mode"),
        _N("Actions", "Show the window full screen, readable from the back row; choose it again to leave"),
        "",
        "F9",
        None,
        True,
    ),
    Row(
        Do.SPEAKER_WINDOW,
        _N("Actions", "Speaker's window"),
        _N("Actions", "Notes, what comes next, clock, stopwatch, and what the audience sees"),
        "",
        "Shift+F9",
        None,
        True,
    ),
    Row(
        Do.SWAP_SCREENS,
        _N("Actions", "Swap screens"),
        _N("Actions", "Swap the audience's screen and yours"),
        "",
        "F8",
    ),
    Row(
        Do.CAPTIONS,
        _N("Actions", "Show keys and clicks"),
        _N("Actions", "Show the keys you press and what you click in a corner, but never the text you type"),
        "",
        "",
        None,
        True,
    ),
    Row(
        Do.SPOTLIGHT,
        _N("Actions", "Spotlight"),
        _N("Actions", "Darken everything except the area around the pointer"),
        "",
        "S",
        None,
        True,
    ),
    Row(
        Do.ZOOM,
        _N("Actions", "Zoom into a panel"),
        _N("Actions", "Click a panel to make it fill the window; Esc goes back"),
        "",
        "Z",
        None,
        True,
    ),
    Row(Do.DRAW, _N("Actions", "Draw"), _N("Actions", "Draw on the window with the pointer"), "", "D", None, True),
    Row(
        Do.CLEAR_DRAWING, _N("Actions", "Clear the drawing"), _N("Actions", "Erase everything you have drawn"), "", "C"
    ),
    Row(
        Do.HELP,
        _N("Actions", "Help"),
        _N("Actions", "Show the Help entry for what has the focus; press it again to go back"),
        "help",
        "F1, Ctrl+7",
    ),
    Row(Do.SHORTCUTS, _N("Actions", "Shortcuts"), _N("Actions", "List every key that does something")),
    Row(
        Do.TROUBLESHOOTING,
        _N("Actions", "Troubleshooting"),
        _N("Actions", "What to do when something fails, by the sentence that you read"),
    ),
    Row(
        Do.PLUGINS,
        _N("Actions", "Plug-ins…"),
        _N("Actions", "What other packages add, and what is left out because it is broken"),
        "",
    ),
    Row(
        Do.ABOUT,
        _N("Actions", "About Training Studio"),
        _N("Actions", "Version, licences and where things are kept"),
        "info",
    ),
    Row(Do.QUIT, _N("Actions", "Quit"), _N("Actions", "Close the studio"), "", "Ctrl+Q"),
)
