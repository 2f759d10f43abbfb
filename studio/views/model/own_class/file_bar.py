"""The line over the editor: which file it is, what can be done with it, and whether it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.views.model.own_class.templates import TEMPLATES
from studio.widgets.button import Button
from studio.widgets.code_editor.find_bar import Shows
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.menu_button import MenuButton


class FileBar(Retranslated, QWidget):
    """Name, folder and buttons.

    Signals:
        open_asked(), save_asked(), save_as_asked(), reload_asked(), try_asked(): what a person wants.
        template_asked(object): a new file from this `Template`.
        edit_asked(str): one of `Shows` was chosen in the menu.
        module_asked(str): a person wants to see this file of the model.
    """

    open_asked = Signal()
    save_asked = Signal()
    save_as_asked = Signal()
    reload_asked = Signal()
    try_asked = Signal()
    template_asked = Signal(object)
    edit_asked = Signal(str)
    module_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._name = ""
        self._modified = False
        self._modules: tuple[str, ...] = ()
        self._module = ""
        self.back_button = Button("", "chevron-left", self)
        self.back_button.setObjectName("modelBackToClass")
        self.back_button.clicked.connect(self._go_back)
        self.file_button = MenuButton("", "folder", self)
        self.file_button.setObjectName("modelFileMenu")
        self.place = ElidedLabel("", self)
        self.place.setObjectName("modelFilePlace")
        self.place.setProperty("role", "muted")
        fonts.use(self.place, "small")
        self.save_button = Button("", "download", self)
        self.save_button.setObjectName("modelSaveFile")
        self.try_button = Button("", "verify", self)
        self.try_button.setObjectName("modelTryFile")
        menu = self.file_button.menu()
        assert menu is not None
        self._new_menu = QMenu(self)
        menu.addMenu(self._new_menu)
        self._templates = {self._new_menu.addAction(""): template for template in TEMPLATES}
        for action, template in self._templates.items():
            action.setObjectName(f"modelNew_{template.name}")
        self._new_menu.triggered.connect(self._begin)
        self._module_menu = QMenu(self)
        self._module_menu.setObjectName("modelModules")
        menu.addMenu(self._module_menu)
        self._module_menu.triggered.connect(self._turn)
        self.actions_by_name: dict[str, QAction] = {}
        for name, signal in (
            ("modelOpenAction", self.open_asked),
            ("modelSaveAction", self.save_asked),
            ("modelSaveAsAction", self.save_as_asked),
            ("modelReloadAction", self.reload_asked),
        ):
            action = menu.addAction("")
            action.setObjectName(name)
            action.triggered.connect(signal)
            self.actions_by_name[name] = action
        menu.addSeparator()
        for shows in Shows:
            action = menu.addAction("")
            action.setObjectName(f"model{shows.capitalize()}Action")
            action.setData(shows.value)
            action.triggered.connect(self._edit)
            self.actions_by_name[shows] = action
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.back_button)
        layout.addWidget(self.file_button)
        layout.addWidget(self.place, 1)
        layout.addWidget(self.save_button)
        layout.addWidget(self.try_button)
        for button in (self.back_button, self.file_button, self.save_button, self.try_button):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.save_button.clicked.connect(self.save_asked)
        self.try_button.clicked.connect(self.try_asked)
        self.retranslate()

    def show_file(
        self, path: Path | None, name: str, modified: bool, modules: tuple[str, ...] = (), module: str = ""
    ) -> None:
        """Show which file it is; one that lies nowhere yet has a ``name`` all the same.

        ``modules`` are the files of its model, that which is the model first, and ``module`` is this one among them.
        """
        self._path, self._name, self._modified = path, name, modified
        if modules != self._modules:
            self._module_menu.clear()
            for each in modules:
                self._module_menu.addAction(each).setCheckable(True)
        self._modules, self._module = modules, module
        for action in self._module_menu.actions():
            action.setChecked(action.text() == module)
        self._word_file()

    def set_choosable(self, choosable: bool) -> None:
        """Let a person take another file, or not now."""
        self._new_menu.setEnabled(choosable)
        self.actions_by_name["modelOpenAction"].setEnabled(choosable)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._new_menu.setTitle(self.tr("New"))
        self._module_menu.setTitle(self.tr("Modules beside it"))
        for action, template in self._templates.items():
            action.setText(template.title)
            action.setToolTip(template.sentence)
        for name, words in {
            "modelOpenAction": self.tr("Open…"),
            "modelSaveAction": self.tr("Save"),
            "modelSaveAsAction": self.tr("Save as…"),
            "modelReloadAction": self.tr("Reload from disk"),
            Shows.FIND: self.tr("Find…"),
            Shows.REPLACE: self.tr("Replace…"),
            Shows.LINE: self.tr("Go to line…"),
        }.items():
            self.actions_by_name[name].setText(words)
        self.save_button.setText(self.tr("Save"))
        self.save_button.setToolTip(self.tr("Write the file and try it (Ctrl+S)"))
        self.try_button.setText(self.tr("Try"))
        self.try_button.setToolTip(self.tr("Send a batch through it and back, in a process of its own"))
        self._word_file()

    def _word_file(self) -> None:
        name = self._path.name if self._path is not None else self._name
        self.file_button.setText(f"{name} •" if self._modified else name)
        self.file_button.setToolTip(str(self._path) if self._path is not None else self.tr("Not saved yet"))
        self.file_button.setAccessibleName(
            self.tr("{name}, with unsaved changes").format(name=name) if self._modified else name
        )
        self.place.setText(str(self._path.parent) if self._path is not None else self.tr("Not saved yet"))
        first = self._modules[0] if self._modules else ""
        is_module = self._path is not None and self._module != first
        self.back_button.setVisible(is_module)
        self.back_button.setText(first)
        self.back_button.setToolTip(self.tr("Back to the file of your class"))
        self._module_menu.menuAction().setVisible(len(self._modules) > 1)
        self.actions_by_name["modelSaveAsAction"].setEnabled(not is_module)
        self.save_button.setEnabled(self._modified or self._path is None)
        self.try_button.setEnabled(self._path is not None)
        self.actions_by_name["modelSaveAction"].setEnabled(self.save_button.isEnabled())
        self.actions_by_name["modelReloadAction"].setEnabled(self._path is not None)

    @Slot()
    def _go_back(self) -> None:
        self.module_asked.emit(self._modules[0])

    @Slot(QAction)
    def _turn(self, action: QAction) -> None:
        # Which is shown is told by `show_file`: what was typed may keep the one that is there.
        action.setChecked(action.text() == self._module)
        self.module_asked.emit(action.text())

    @Slot(QAction)
    def _begin(self, action: QAction) -> None:
        self.template_asked.emit(self._templates[action])

    @Slot()
    def _edit(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.edit_asked.emit(action.data())
