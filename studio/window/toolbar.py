"""The bar at the top: Train, Step, Stop, device, weights, preset and menu. It triggers actions and decides nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated, language
from studio.look.theme import set_state
from studio.session.session import Action, Session
from studio.widgets.button import Button
from studio.widgets.menu_button import MenuButton
from studio.widgets.pill import Pill
from studio.window.actions import Do
from studio.window.main_menu import Choices, fill_main_menu
from studio.window.menus import add_choice
from trainer_core.compute.devices import Device
from trainer_core.protocol.events import State
from trainer_core.recipe.recipe import Recipe

_LEAST_PRESET = 72


class Toolbar(Retranslated, QFrame):
    """The window's tool bar.

    Signals:
        device_chosen(str): a device's key (``"auto"``, ``"cpu"``, ``"cuda:0"``).
        preset_chosen(str): a preset's name.
        theme_chosen(str), contrast_chosen(str), language_chosen(str): from the menu.
    """

    device_chosen = Signal(str)
    preset_chosen = Signal(str)
    theme_chosen = Signal(str)
    contrast_chosen = Signal(str)
    language_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        actions: dict[Do, QAction],
        presets: dict[str, Recipe],
        devices: tuple[Device, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        self.setProperty("role", "toolbar")
        self._session = session
        self._actions = actions
        self._presets = presets
        self._devices = devices
        self._preset = ""
        self._theme = "system"
        self._contrast = "system"
        self._device_words = self._train_words = self._wrong = ""
        self._give_focus_back = self._reduced = False
        self.title = QLabel(self)
        self.title.setContentsMargins(0, 0, 12, 0)
        fonts.use(self.title, "base", strong=True)
        self.stage_sign = Pill("", "live", self)
        self.stage_sign.setObjectName("stageSign")
        self.stage_sign.hide()
        self.train_button = Button("", "play", self)
        self.train_button.set_primary(True)
        self.step_button = MenuButton("", "step", self)
        self.stop_button = MenuButton("", "stop", self)
        self.device_button = MenuButton("", "chip", self)
        self.save_button = Button("", "download", self)
        self.load_button = Button("", "upload", self)
        self.preset_button = MenuButton("", "", self)
        self.menu_button = MenuButton("", "menu", self)
        names = {
            "trainButton": self.train_button,
            "stepButton": self.step_button,
            "stopButton": self.stop_button,
            "deviceButton": self.device_button,
            "saveWeightsButton": self.save_button,
            "loadWeightsButton": self.load_button,
            "presetButton": self.preset_button,
            "menuButton": self.menu_button,
        }
        for name, button in names.items():
            button.setObjectName(name)
        self.train_button.clicked.connect(actions[Do.TRAIN].trigger)
        self.save_button.clicked.connect(actions[Do.SAVE].trigger)
        self.load_button.clicked.connect(actions[Do.LOAD].trigger)
        self.step_button.menu().addActions([actions[key] for key in (Do.STEP_PHASE, Do.STEP_BATCH, Do.STEP_EPOCH)])
        self.stop_button.menu().addActions(
            [actions[key] for key in (Do.STOP_LAST, Do.STOP_BEST, Do.FINISH_EPOCH, Do.STOP_DISCARD)]
        )
        # A shortcut of the button itself is gone with its next text.
        for keys, button in (("Alt+P", self.preset_button), ("Alt+D", self.device_button)):
            QShortcut(QKeySequence(keys), self, partial(_open_menu, button))
        self._arrange()
        self.retranslate()
        session.state_changed.connect(self.refresh)
        session.recipe_changed.connect(self.refresh)
        session.prepared.connect(self.refresh)

    @Slot(bool)
    def set_train_quiet(self, quiet: bool) -> None:
        """Do not light Train: something else in the window is what to do next."""
        self.dim_train(quiet)
        if not quiet:
            self._give_focus_back = not self.train_button.isEnabled()
            self.train_button.setFocus()

    @Slot(bool)
    def dim_train(self, dim: bool) -> None:
        """Leave the light to a button of the page that is seen."""
        self.train_button.set_primary(not dim)

    @Slot(str)
    def set_preset(self, name: str) -> None:
        """Show which preset the recipe came from; an empty name says that it is the person's own."""
        self._preset = name
        self._tick(self.preset_button.menu(), f"preset_{name}")
        self._word_preset()

    def set_reduced(self, reduced: bool) -> None:
        """On stage show only what the audience follows, and a sign that this is the stage."""
        self._reduced = reduced
        set_state(self, reduced=reduced)
        for widget in (self.device_button, self.save_button, self.load_button, self.preset_button, *self._lines):
            widget.setVisible(not reduced)
        self.stage_sign.setVisible(reduced)
        self._fit_width()

    @Slot(str, str)
    def mark_sign(self, sentence: str, kind: str) -> None:
        """Let the sign of the stage say calmly that something went wrong: ``sentence`` is its tool tip."""
        wrong = bool(sentence) and kind != "info"
        self.stage_sign.set_kind("warning" if wrong else "live")
        self._wrong = sentence if wrong else ""
        self._word_sign()

    def _word_sign(self) -> None:
        self.stage_sign.setText(self.tr("presenting · F9"))
        self.stage_sign.setToolTip(self._wrong or self.tr("Presenter mode is on. Press F9 to leave it."))

    def set_theme(self, mode: str) -> None:
        """Tick the theme that was chosen in the menu."""
        self._theme = mode
        self._tick(self.menu_button.menu(), f"theme_{mode}")

    def set_contrast(self, contrast: str) -> None:
        """Tick the contrast that was chosen in the menu."""
        self._contrast = contrast
        self._tick(self.menu_button.menu(), f"contrast_{contrast}")

    @Slot()
    def refresh(self) -> None:
        """Follow the session: words and state of every button."""
        state, pending = self._session.state, self._session.pending
        possible = self._session.possible
        if pending == "Pause":
            text, icon, enabled = self.tr("Pausing…"), "pause", False
        elif pending in ("Stop", "Shutdown"):
            text, icon, enabled = self.tr("Stopping…"), "stop", False
        elif state is State.PAUSED:
            text, icon, enabled = self.tr("Continue"), "play", possible(Action.UNPAUSE)
        elif state.in_run:
            text, icon, enabled = self.tr("Pause"), "pause", possible(Action.PAUSE)
        else:
            text, icon, enabled = self.tr("Train"), "play", possible(Action.TRAIN)
        self.train_button.set_icon_name(icon)
        if text != self._train_words:
            self._train_words = text
            if self.train_button.text():
                self.train_button.setText(text)  # there is room for each of its words
        self._enable_train(enabled)
        self.train_button.setAccessibleName(text)
        self.train_button.setToolTip(self._train_tip())
        self.step_button.setEnabled(possible(Action.STEP))
        self.stop_button.setEnabled(possible(Action.STOP))
        self.save_button.setEnabled(possible(Action.SAVE))
        self.load_button.setEnabled(possible(Action.LOAD))
        editable = possible(Action.EDIT_RECIPE)
        self.device_button.setEnabled(editable)
        self.preset_button.setEnabled(editable)
        self._word_device()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.title.setText(self.tr("Training Studio"))
        self._word_sign()
        words = {
            self.step_button: (self.tr("Step"), self.tr("Advance by one phase, batch or epoch, then pause")),
            self.stop_button: (self.tr("Stop"), self.tr("End the run and choose which weights to keep")),
            self.save_button: (self._actions[Do.SAVE].text(), self._actions[Do.SAVE].toolTip()),
            self.load_button: (self._actions[Do.LOAD].text(), self._actions[Do.LOAD].toolTip()),
            self.menu_button: ("", self.tr("Menu: files, look, language, help")),
            self.preset_button: ("", self.tr("Start from a recipe that comes with the studio (Alt+P)")),
            self.device_button: (self._device_words, self.tr("Where the model is trained (Alt+D)")),
        }
        for button, (text, tip) in words.items():
            button.setProperty("fullText", text)
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(text or tip)
        self._fill_devices()
        self._fill_presets()
        self._fill_menu()
        self.refresh()
        self._fit_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            # After the buttons in it, which are polished later than itself.
            QTimer.singleShot(0, self, self._fit_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        self._layout = layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        for button in (self.train_button, self.step_button, self.stop_button):
            layout.addWidget(button)
        self._lines = (_separator(self), _separator(self))
        layout.addWidget(self._lines[0])
        layout.addWidget(self.device_button)
        layout.addWidget(self._lines[1])
        layout.addWidget(self.save_button)
        layout.addWidget(self.load_button)
        layout.addStretch(1)
        layout.addWidget(self.preset_button)
        layout.addWidget(self.stage_sign)
        layout.addWidget(self.menu_button)
        self.preset_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @Slot()
    def _fit_width(self) -> None:
        """On a narrow window the title goes first, then words whose icons say enough, at last the end of the preset."""
        gives_way: list[Callable[[], object]] = [
            partial(self.title.setVisible, False),
            self._hide_file_words,
            partial(self.preset_button.set_prefix, ""),
            partial(self.device_button.setText, ""),
            partial(self.step_button.setText, ""),
            partial(self.stop_button.setText, ""),
            partial(self._shorten_train, ""),
        ]
        self.title.setVisible(not self._reduced)
        self.preset_button.set_prefix(self.tr("Preset"))
        self.device_button.setText(self._device_words)
        for button in (self.save_button, self.load_button, self.step_button, self.stop_button):
            button.setText(button.property("fullText"))
        self._shorten_train(self._train_words)
        while gives_way and self._needed() > self.width():
            gives_way.pop(0)()
        over = self._needed() - self.width()
        wanted = self.preset_button.sizeHint().width()
        self.preset_button.setMaximumWidth(wanted if over <= 0 else max(wanted - over, fonts.scaled(_LEAST_PRESET)))

    def _needed(self) -> int:
        """How wide the bar would be with what it shows."""
        layout = self._layout
        items = [layout.itemAt(place) for place in range(layout.count())]
        widgets = [item.widget() for item in items if item is not None]
        shown = [widget for widget in widgets if widget is not None and not widget.isHidden()]
        margins = layout.contentsMargins()
        widths = sum(max(widget.sizeHint().width(), widget.minimumWidth()) for widget in shown)
        return widths + layout.spacing() * len(shown) + margins.left() + margins.right()

    def _hide_file_words(self) -> None:
        """Of both at once: they are a pair."""
        for button in (self.save_button, self.load_button):
            button.setText("")

    def _shorten_train(self, text: str) -> None:
        """Give Train ``text``, and the room for every word that it can show, so that nothing moves with another."""
        self.train_button.setText(text)
        width_of = partial(fonts.width_of, in_font=self.train_button.font())
        words = (self.tr("Train"), self.tr("Pause"), self.tr("Continue"), self.tr("Pausing…"), self.tr("Stopping…"))
        more = max(map(width_of, words)) - width_of(text) if text else 0
        self.train_button.setMinimumWidth(self.train_button.sizeHint().width() + math.ceil(more))

    def _enable_train(self, enabled: bool) -> None:
        """Qt moves the focus on from a button that is disabled; it comes back when the button does."""
        if not enabled and self.train_button.hasFocus():
            self._give_focus_back = True
        self.train_button.setEnabled(enabled)
        if enabled and self._give_focus_back:
            self._give_focus_back = False
            self.train_button.setFocus()

    def _train_tip(self) -> str:
        if self._session.errors and not self._session.in_run:
            return self.tr("Train is off because of a value in the recipe: {reason}").format(
                reason=next(iter(self._session.errors.values()))
            )
        return self._actions[Do.TRAIN].toolTip()

    def _word_device(self) -> None:
        asked = self._session.recipe.training.device
        self._tick(self.device_button.menu(), f"device_{asked}")
        names = {device.key: device.name for device in self._devices}
        text = names.get(asked, asked.upper())
        if asked == "auto":
            text = self.tr("Auto · {device}").format(device=self._devices[0].name)
        if text != self._device_words:
            self._device_words = text
            self._fit_width()

    def _fill_devices(self) -> None:
        menu = self.device_button.menu()
        menu.clear()
        group = QActionGroup(menu)
        choices = [("auto", self.tr("Auto: the fastest there is"))]
        choices += [(device.key, device.name) for device in self._devices]
        for key, text in choices:
            action = add_choice(menu, group, text, key == self._session.recipe.training.device)
            action.setObjectName(f"device_{key}")
            action.triggered.connect(lambda _checked=False, chosen=key: self.device_chosen.emit(chosen))

    def _fill_presets(self) -> None:
        menu = self.preset_button.menu()
        menu.clear()
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        for name, recipe in self._presets.items():
            action = add_choice(menu, group, recipe.title(language()), name == self._preset)
            action.setObjectName(f"preset_{name}")
            action.setToolTip(recipe.about.summary.get(language(), ""))
            action.triggered.connect(lambda _checked=False, chosen=name: self.preset_chosen.emit(chosen))
        self._word_preset()
        menu.addSeparator()
        menu.addActions([self._actions[Do.OPEN_RECIPE], self._actions[Do.SAVE_RECIPE]])

    def _word_preset(self) -> None:
        recipe = self._presets.get(self._preset)
        self.preset_button.setText(recipe.title(language()) if recipe else self.tr("Custom"))
        self._fit_width()

    @staticmethod
    def _tick(menu: QMenu, name: str) -> None:
        """Tick the choice called ``name`` among those of its kind; a menu is never rebuilt while it is used."""
        kind = name.partition("_")[0]
        for action in menu.findChildren(QAction):
            if action.objectName().startswith(f"{kind}_"):
                action.setChecked(action.objectName() == name)

    def _fill_menu(self) -> None:
        """Theme, contrast and language as they are; what a person chooses is told by the signals."""
        choices = Choices(
            (self._theme, self.theme_chosen.emit),
            (self._contrast, self.contrast_chosen.emit),
            (language(), self.language_chosen.emit),
        )
        fill_main_menu(self.menu_button.menu(), self._actions, choices)


def _open_menu(button: MenuButton) -> None:
    if button.isEnabled():
        button.showMenu()


def _separator(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("role", "vline")
    line.setFixedHeight(22)
    return line
