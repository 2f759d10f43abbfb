"""The table of everything a person can do from the toolbar, the menu or the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.look.icons import icon
from studio.session.session import Action
from studio.window.action_keys import Do, Row

__all__ = ["TABLE", "Do", "Row", "make_actions", "retranslate"]


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
    Row(Do.PALETTE, _N("Actions", "Command palette"), _N("Actions", "Find anything by typing"), "search", "Ctrl+K"),
    Row(Do.UNDO, _N("Actions", "Undo"), _N("Actions", "Take the last edit on this page back"), "", "Ctrl+Z"),
    Row(Do.REDO, _N("Actions", "Redo"), _N("Actions", "Make the edit again that was undone"), "", "Ctrl+Shift+Z"),
    Row(
        Do.SHOW_LOG,
        _N("Actions", "Log"),
        _N("Actions", "Show everything that happened, in sentences"),
        "",
        "Ctrl+L",
        checkable=True,
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
        checkable=True,
    ),
    Row(
        Do.SPEAKER_WINDOW,
        _N("Actions", "Speaker's window"),
        _N("Actions", "Notes, what comes next, clock, stopwatch, and what the audience sees"),
        "",
        "Shift+F9",
        checkable=True,
    ),
    Row(
        Do.SWAP_SCREENS, _N("Actions", "Swap screens"), _N("Actions", "Swap the audience's screen and yours"), "", "F8"
    ),
    Row(
        Do.CAPTIONS,
        _N("Actions", "Show keys and clicks"),
        _N("Actions", "Show the keys you press and what you click in a corner, but never the text you type"),
        "",
        "",
        checkable=True,
    ),
    Row(
        Do.SPOTLIGHT,
        _N("Actions", "Spotlight"),
        _N("Actions", "Darken everything except the area around the pointer"),
        "",
        "S",
        checkable=True,
    ),
    Row(
        Do.ZOOM,
        _N("Actions", "Zoom into a panel"),
        _N("Actions", "Click a panel to make it fill the window; Esc goes back"),
        "",
        "Z",
        checkable=True,
    ),
    Row(Do.DRAW, _N("Actions", "Draw"), _N("Actions", "Draw on the window with the pointer"), "", "D", None, True),
    Row(
        Do.CLEAR_DRAWING, _N("Actions", "Clear the drawing"), _N("Actions", "Erase everything you have drawn"), "", "C"
    ),
    Row(
        Do.TELL_ME,
        _N("Actions", "Tell me…"),
        _N(
            "Actions",
            "Be told by notification, sound or webhook when a run ends, diverges, stalls or reaches a target",
        ),
        "info",
    ),
    Row(
        Do.REDUCE_MOTION,
        _N("Actions", "Reduce motion"),
        _N("Actions", "Turn off animations and blinking; when this is off, the desktop's own setting is followed"),
        "",
        "",
        None,
        True,
    ),
    Row(
        Do.PLUGINS,
        _N("Actions", "Plug-ins…"),
        _N("Actions", "What other packages add, and what is left out because it is broken"),
        "",
    ),
    Row(
        Do.CHECK,
        _N("Actions", "Check this installation…"),
        _N("Actions", "Find out whether Qt, fonts, PyTorch, devices and folders work here, and what to do if not"),
        "verify",
    ),
    Row(
        Do.ABOUT,
        _N("Actions", "About Training Studio"),
        _N("Actions", "Version, licences and where things are kept"),
        "info",
    ),
    Row(Do.QUIT, _N("Actions", "Quit"), _N("Actions", "Close the studio"), "", "Ctrl+Q"),
)


def make_actions(owner: QObject, carry_out: Callable[[Do], None]) -> dict[Do, QAction]:
    """Make a `QAction` of each row, a child of ``owner``, whose trigger calls ``carry_out`` with its key."""
    actions = {}
    for row in TABLE:
        action = QAction(owner)
        action.setObjectName(row.key.value)
        action.setCheckable(row.checkable)
        if row.icon:
            action.setIcon(icon(row.icon, "muted"))
        if row.shortcut:
            action.setShortcut(QKeySequence(row.shortcut))
        action.triggered.connect(lambda _checked=False, key=row.key: carry_out(key))
        actions[row.key] = action
    retranslate(actions)
    return actions


def retranslate(actions: dict[Do, QAction]) -> None:
    """Word all actions in the present language; the tool tip names the shortcut."""
    for row in TABLE:
        action = actions[row.key]
        action.setText(QCoreApplication.translate("Actions", row.text))
        tip = QCoreApplication.translate("Actions", row.tip)
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({shortcut})" if shortcut else tip)
