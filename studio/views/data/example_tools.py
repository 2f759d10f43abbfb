"""What can be done with the chosen examples: another label, leave out, the nearest, …; by buttons, menu and keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from studio.dialogs.label import LabelDialog
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.messages import counted
from studio.widgets.button import Button
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.menu_button import MenuButton

_MOST_CLASSES = 30
"""Classes that a menu has; of more one is asked for in a dialog."""
_KEYS = {"label": "L", "leave_out": "Del", "take_back": "Shift+Del", "nearest": "N", "copy": "Ctrl+C", "save": ""}
_ICONS = {
    "label": "check",
    "leave_out": "trash",
    "take_back": "again",
    "nearest": "search",
    "copy": "copy",
    "save": "export",
}


class ExampleTools(Retranslated, QWidget):
    """Buttons below the chosen example, and actions for the keys and the menu of the views of examples.

    Signals:
        label_asked(object): the chosen examples are to have this label.
        leave_out_asked(), take_back_asked(), nearest_asked(), copy_asked(), save_asked(): as they say.
    """

    label_asked = Signal(object)
    leave_out_asked = Signal()
    take_back_asked = Signal()
    nearest_asked = Signal()
    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exampleTools")
        self._count = 0
        self._present = ""
        self._corrected = self._left_out = False
        self._classes: tuple[str, ...] = ()
        self._targets: tuple[str, ...] = ()
        self.caption = QLabel(self)
        self.caption.setProperty("role", "muted")
        fonts.use(self.caption, "small")
        self.label_menu = QMenu(self)
        self.actions_by_key: dict[str, QAction] = {}
        self.tips: dict[str, str] = {}
        """What each action does, in a sentence, with its keys."""
        for key, keys in _KEYS.items():
            action = QAction(icon(_ICONS[key], "muted"), "", self)
            action.setObjectName("examples" + "".join(word.capitalize() for word in key.split("_")) + "Action")
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.actions_by_key[key] = action
        self.label_button = MenuButton("", "", self)
        self.label_button.setObjectName("exampleLabelButton")
        self.value_button = Button("", "", self)
        self.value_button.setObjectName("exampleValueButton")
        self.leave_out_button, self.take_back_button, self.nearest_button = (Button("", "", self) for _ in range(3))
        self.leave_out_button.setObjectName("exampleLeaveOutButton")
        self.take_back_button.setObjectName("exampleTakeBackButton")
        self.nearest_button.setObjectName("exampleNearestButton")
        self._buttons = (
            self.label_button, self.value_button, self.leave_out_button, self.take_back_button, self.nearest_button,
        )  # fmt: skip
        row = FlowLayout(spacing=6, row_spacing=6)
        for button in self._buttons:
            button.setProperty("size", "small")
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.caption)
        layout.addLayout(row)
        self._connect()
        self.retranslate()

    def give_keys_to(self, view: QWidget) -> None:
        """Let the keys work while the focus is in ``view``, and show the actions in its context menu."""
        for action in self.actions_by_key.values():
            view.addAction(action)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(partial(self._show_menu, view))

    def set_labels(self, classes: Sequence[str], targets: Sequence[str]) -> None:
        """Offer these classes, or without them a number for each target."""
        if (tuple(classes), tuple(targets)) == (self._classes, self._targets):
            return
        self._classes, self._targets = tuple(classes), tuple(targets)
        for menu in (self.label_menu, self.label_button.menu()):
            menu.clear()
            for name in self._classes if self._in_menu else ():
                action = menu.addAction(name.replace("&", "&&"))
                action.setObjectName(f"label_{name}")
                action.triggered.connect(partial(self._give, name))
        self.retranslate()

    def show_chosen(self, count: int, present: str, *, corrected: bool, left_out: bool) -> None:
        """Fit the buttons to so many chosen examples, of which the current one has the label ``present``."""
        self._count, self._present, self._corrected, self._left_out = count, present, corrected, left_out
        self.setVisible(count > 0)
        self.label_button.setVisible(self._in_menu)
        self.value_button.setVisible(not self._in_menu)
        self.leave_out_button.setVisible(not left_out)
        self.take_back_button.setVisible(corrected)
        possible = {"label": True, "leave_out": not left_out, "take_back": corrected, "nearest": count == 1}
        for key, can in possible.items():
            self.actions_by_key[key].setEnabled(count > 0 and can)
        self.nearest_button.setVisible(count == 1)
        for menu in (self.label_menu, self.label_button.menu()):
            for action in menu.actions():
                action.setVisible(count != 1 or action.objectName() != f"label_{present}")
        self.caption.setVisible(count > 1)
        self.caption.setText(counted(count, "1 example is chosen.", "{n:,} examples are chosen."))

    def set_listed(self, *, some: bool) -> None:
        """Whether there is a list to copy and to save."""
        for key in ("copy", "save"):
            self.actions_by_key[key].setEnabled(some)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        texts = {
            "label": self.tr("Another label"),
            "leave_out": self.tr("Leave out"),
            "take_back": self.tr("Undo the correction"),
            "nearest": self.tr("Nearest examples"),
            "copy": self.tr("Copy paths"),
            "save": self.tr("Save the list as CSV…"),
        }
        self.tips = {
            "label": self.tr("Give what is chosen another label; the data itself stays as it is"),
            "leave_out": self.tr("Neither learn from what is chosen nor test on it; the data itself stays as it is"),
            "take_back": self.tr("Take what is chosen as the data has it"),
            "nearest": self.tr("Show the training examples that the model sees as most like this one"),
            "copy": self.tr("Copy the paths of what is chosen, or of all that is listed"),
            "save": self.tr("Save the whole list as a CSV file"),
        }
        buttons = {
            "label": (self.label_button, self.value_button),
            "leave_out": (self.leave_out_button,),
            "take_back": (self.take_back_button,),
            "nearest": (self.nearest_button,),
        }
        for key, action in self.actions_by_key.items():
            action.setText(texts[key])
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            tip = self.tips[key] = f"{self.tips[key]} ({shortcut})" if shortcut else self.tips[key]
            action.setToolTip(tip)
            for button in buttons.get(key, ()):
                button.setText(texts[key])
                button.setToolTip(tip)
        self.value_button.setText(self.tr("Another label…") if self._classes else self.tr("Another value…"))
        self.label_menu.setTitle(texts["label"])
        self.show_chosen(self._count, self._present, corrected=self._corrected, left_out=self._left_out)

    @property
    def _in_menu(self) -> bool:
        return 0 < len(self._classes) <= _MOST_CLASSES

    def _connect(self) -> None:
        self.actions_by_key["label"].triggered.connect(self._ask_label)
        self.value_button.clicked.connect(self._ask_label)
        for key, signal, button in (
            ("leave_out", self.leave_out_asked, self.leave_out_button),
            ("take_back", self.take_back_asked, self.take_back_button),
            ("nearest", self.nearest_asked, self.nearest_button),
        ):
            self.actions_by_key[key].triggered.connect(signal)
            button.clicked.connect(self.actions_by_key[key].trigger)
        self.actions_by_key["copy"].triggered.connect(self.copy_asked)
        self.actions_by_key["save"].triggered.connect(self.save_asked)

    @Slot()
    def _ask_label(self) -> None:
        """Open the menu of classes, or ask for a label in a dialog."""
        if self._in_menu:
            self.label_button.showMenu()
            return
        label = LabelDialog(self._count, self._present, self._classes, self._targets, self.window()).ask()
        if label is not None:
            self.label_asked.emit(label)

    def _give(self, name: str) -> None:
        self.label_asked.emit(name)

    def _show_menu(self, view: QWidget, at: QPoint) -> None:
        """Show what can be done at the mouse; the label's entries in a menu of their own."""
        menu = QMenu(view)
        menu.setObjectName("examplesContextMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._count:
            if self._in_menu:
                menu.addMenu(self.label_menu)
            else:
                menu.addAction(self.actions_by_key["label"])
            menu.addActions([self.actions_by_key[key] for key in ("leave_out", "take_back", "nearest")])
            menu.addSeparator()
        menu.addActions([self.actions_by_key[key] for key in ("copy", "save")])
        menu.popup(view.mapToGlobal(at))
