"""What can be done with the runs that are selected: one table of actions for the menu, the buttons and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.look.icons import icon
from trainer_core.library.record import RunRecord, RunState

_KEYS: dict[str, tuple[Qt.Key | str, ...]] = {
    "open": (Qt.Key.Key_Return, Qt.Key.Key_Enter),
    "play": ("Shift+Return", "Shift+Enter"),
    "overlay": (Qt.Key.Key_Space,),
    "delete": (Qt.Key.Key_Delete, Qt.Key.Key_Backspace),
    "rename": (Qt.Key.Key_F2,),
}
_ICONS = {
    "open": "open-run",
    "continue": "play",
    "play": "replay",
    "overlay": "layers",
    "compare": "compare",
    "inside": "inside",
    "duplicate": "copy",
    "verify": "verify",
    "folder": "folder",
    "delete": "trash",
}
ORDER = (
    "open",
    "play",
    "continue",
    "overlay",
    "compare",
    "inside",
    "duplicate",
    "verify",
    "folder",
    "rename",
    "delete",
)


class RunActions(QObject):
    """The actions by key, ``runOpenAction``, ``runContinueAction``, … by name.

    Signals:
        asked(str): a person wants the action of this key with the runs that are selected.
    """

    asked = Signal(str)

    def __init__(self, keys_of: QWidget) -> None:
        """Make the actions; their keys work while the focus is on ``keys_of``."""
        super().__init__(keys_of)
        self._by_key: dict[str, QAction] = {}
        self._laid = False
        self._ticked = 0
        self._one = False
        for key in ORDER:
            action = QAction(self)
            action.setObjectName(f"run{key.capitalize()}Action")
            if key in _ICONS:
                action.setIcon(icon(_ICONS[key]))
            if key in _KEYS:
                action.setShortcuts([QKeySequence(each) for each in _KEYS[key]])
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                keys_of.addAction(action)
            action.triggered.connect(partial(self._ask, key))
            self._by_key[key] = action
        self.retranslate()
        self.update([], 0, 0)

    def __getitem__(self, key: str) -> QAction:
        return self._by_key[key]

    @staticmethod
    def icon_name(key: str) -> str:
        return _ICONS[key]

    def update(self, records: Sequence[RunRecord], laid: int, ticked: int) -> None:
        """Switch on what can be done with ``records``, ``laid`` of which lie under the curves already.

        ``ticked`` is how many runs lie there altogether; these are compared where fewer than two are selected.
        """
        readable = [record for record in records if record.state is not RunState.UNREADABLE]
        one = len(records) == 1
        possible = {
            "open": one and bool(readable),
            "continue": one and bool(readable) and readable[0].continuable,
            "play": one and bool(readable) and readable[0].steps > 0,
            "overlay": bool(readable),
            "compare": len(readable) > 1 or ticked > 1,
            "inside": len(readable) in (1, 2) or ticked == 2,
            "duplicate": one and bool(readable),
            "verify": one and bool(readable) and readable[0].continuable,
            "folder": one,
            "rename": one,
            "delete": bool(records),
        }
        for key, action in self._by_key.items():
            action.setEnabled(possible[key])
        self._laid = bool(readable) and laid == len(readable)
        self._ticked = ticked if len(readable) < 2 else 0
        self._one = len(readable) == 1
        self._word_by_state()

    def _ask(self, key: str) -> None:
        self.asked.emit(key)

    def _word_by_state(self) -> None:
        """Word the actions that do another thing with other runs."""
        compare = self._by_key["compare"]
        compare.setText(self.tr("Compare"))
        compare.setToolTip(self.tr("What differs between the recipes, and the results side by side"))
        if self._ticked > 1:
            compare.setText(self.tr("Compare the {count} ticked").format(count=self._ticked))
            compare.setToolTip(self.tr("The ticked runs side by side: what differs, and the results"))
        inside = self._by_key["inside"]
        inside.setText(self.tr("Compare models"))
        inside.setToolTip(
            self.tr("Its best and last weights side by side: graphs, weights, and one example run through both")
            if self._one and self._ticked != 2
            else self.tr("The models of two runs side by side: graphs, weights, and one example run through both")
        )
        action = self._by_key["overlay"]
        action.setText(self.tr("Remove from curves") if self._laid else self.tr("Overlay on curves"))
        action.setToolTip(
            self.tr("Take it out of the curves of the present run (Space)")
            if self._laid
            else self.tr("Lay it under the curves of the present run (Space)")
        )

    def retranslate(self) -> None:
        """Word everything in the present language."""
        words = {
            "open": (self.tr("Open"), self.tr("Bring back its curves, weights and log without training (Enter)")),
            "play": (
                self.tr("Play"),
                self.tr("Replay it as it went; its data and device are not needed (Shift+Enter)"),
            ),
            "continue": (self.tr("Resume run"), self.tr("Resume training from its last snapshot")),
            "duplicate": (self.tr("Duplicate recipe"), self.tr("Take its recipe for the next run")),
            "verify": (
                self.tr("Verify run"),
                self.tr("Train some batches again from its last snapshot, and compare every number"),
            ),
            "folder": (self.tr("Open folder"), self.tr("Show its folder in the file manager")),
            "rename": (self.tr("Rename"), self.tr("Edit its name (F2)")),
            "delete": (self.tr("Delete"), self.tr("Move it to the trash; this can be undone (Del)")),
        }
        for key, (text, tip) in words.items():
            self._by_key[key].setText(text)
            self._by_key[key].setToolTip(tip)
        self._word_by_state()
