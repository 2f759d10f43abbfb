"""The switches in the headers of the two plots, and the menus that stand for them where there is little room."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QSlider, QToolButton, QWidget

from studio.look import fonts
from studio.plots.curve_data import AXES
from studio.plots.plot_panel import PlotPanel
from studio.widgets.icon_button import IconButton
from studio.widgets.menu_button import MenuButton
from studio.widgets.segmented import Segmented

_SMOOTHING = 45
_LONGEST_POWER = 3.0
SPANS = ("all", "last")


class CurveControls(QObject):
    """Makes the controls and puts them into the panels' headers.

    Signals:
        smoothing_changed(float): the factor of the moving average, 0 to 0.999.
        scale_changed(str): ``"linear"`` or ``"log"``.
        axis_changed(str): ``"batch"``, ``"epoch"`` or ``"seconds"``.
        span_changed(str): ``"all"`` or ``"last"``.
        export_asked(str): ``"png"``, ``"svg"`` or ``"csv"``.
        previous_toggled(bool): whether the previous run lies under this one.
    """

    smoothing_changed = Signal(float)
    scale_changed = Signal(str)
    axis_changed = Signal(str)
    span_changed = Signal(str)
    export_asked = Signal(str)
    previous_toggled = Signal(bool)

    def __init__(self, loss: PlotPanel, accuracy: PlotPanel) -> None:
        super().__init__(loss)
        self._loss, self._accuracy = loss, accuracy
        self.smoothing_label = QLabel(loss)
        self.smoothing_label.setProperty("role", "muted")
        self.smoothing = QSlider(Qt.Orientation.Horizontal, loss)
        self.smoothing.setRange(0, 100)
        self.smoothing.setValue(_SMOOTHING)
        self.smoothing.setMinimumWidth(56)
        self.smoothing.setMaximumWidth(80)
        self.scale = _segmented(("linear", "log"), loss)
        self.axis = _segmented(AXES, accuracy)
        self.axis.set_value("epoch")
        self.span = _segmented(SPANS, accuracy)
        self.view_menu = MenuButton("", "", accuracy)
        fonts.use(self.view_menu, "small")
        self.more = IconButton("export", "", loss)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._fill_menus()
        self._name_objects()
        self._place()
        self._connect()

    @property
    def beta(self) -> float:
        """Factor of the moving average: it averages over about 1 / (1 - beta) batches, 1 to 1,000 along the
        slider.
        """
        return 1.0 - 1.0 / self.window

    @property
    def window(self) -> float:
        """Batches over which the moving average averages."""
        return float(10.0 ** (self.smoothing.value() / 100 * _LONGEST_POWER))

    def set_beta(self, beta: float) -> None:
        """Move the slider to ``beta``, 0 to 0.999, as remembered from another time."""
        window = 1.0 / (1.0 - min(max(beta, 0.0), 0.999))
        self.smoothing.setValue(round(100 * math.log10(window) / _LONGEST_POWER))

    def _fill_menus(self) -> None:
        menu = QMenu(self.more)
        self.exports = {kind: menu.addAction("") for kind in ("png", "svg", "csv")}
        menu.addSeparator()
        self.previous = menu.addAction("")
        self.previous.setCheckable(True)
        self.previous.setEnabled(False)
        self.more.setMenu(menu)
        self._axis_actions = self._choices(AXES, self.axis)
        self.view_menu.menu().addSeparator()
        self._span_actions = self._choices(SPANS, self.span)

    def _choices(self, keys: tuple[str, ...], switch: Segmented) -> dict[str, QAction]:
        group = QActionGroup(self)
        actions = {}
        for key in keys:
            action = self.view_menu.menu().addAction("")
            action.setCheckable(True)
            action.setChecked(key == switch.value)
            action.setData(key)
            group.addAction(action)
            actions[key] = action
        return actions

    def _name_objects(self) -> None:
        names = {
            self.smoothing: "smoothingSlider",
            self.scale: "lossScaleSwitch",
            self.axis: "axisSwitch",
            self.span: "spanSwitch",
            self.view_menu: "curvesViewMenu",
            self.more: "curvesExportMenu",
            self.previous: "showPreviousRunAction",
        }
        names |= {action: f"export{kind.capitalize()}Action" for kind, action in self.exports.items()}
        for thing, name in names.items():
            thing.setObjectName(name)

    def _place(self) -> None:
        self._loss.add_control(self.smoothing_label, last=0)
        self._loss.add_control(self.smoothing)
        self._loss.add_control(self.scale)
        self._loss.add_control(self.more)
        self._accuracy.add_control(self.axis, last=2)
        self._accuracy.add_control(self.span, last=2)
        self._accuracy.add_control(self.view_menu, first=3)

    def _connect(self) -> None:
        self.smoothing.valueChanged.connect(self._smooth)
        self.scale.changed.connect(self.scale_changed)
        self.axis.changed.connect(self.axis_changed)
        self.axis.changed.connect(self._mirror)
        self.span.changed.connect(self.span_changed)
        self.span.changed.connect(self._mirror)
        self.view_menu.menu().triggered.connect(self._choose)
        self.more.menu().triggered.connect(self._act)

    @Slot(int)
    def _smooth(self, value: int) -> None:
        self._explain_smoothing()
        self.smoothing_changed.emit(self.beta)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        key = action.data()
        switch, changed = (
            (self.axis, self.axis_changed) if key in self._axis_actions else (self.span, self.span_changed)
        )
        if switch.value != key:
            switch.set_value(key)
            changed.emit(key)
        self._mirror()

    @Slot(QAction)
    def _act(self, action: QAction) -> None:
        if action is self.previous:
            self.previous_toggled.emit(action.isChecked())
            return
        self.export_asked.emit(next(kind for kind, each in self.exports.items() if each is action))

    @Slot()
    def _mirror(self) -> None:
        """Show in the menu what the switches say."""
        self._axis_actions[self.axis.value].setChecked(True)
        self._span_actions[self.span.value].setChecked(True)
        self.view_menu.setText(self._axis_actions[self.axis.value].text())
        self._accuracy.fit_header()

    def _explain_smoothing(self) -> None:
        self.smoothing.setToolTip(
            self.tr("Smoothing: the line averages over about {count} batches.").format(count=f"{self.window:,.0f}")
        )

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.smoothing_label.setText(self.tr("smoothing"))
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self._explain_smoothing()
        scales = {"linear": self.tr("linear"), "log": self.tr("log")}
        axes = {"batch": self.tr("batch"), "epoch": self.tr("epoch"), "seconds": self.tr("seconds")}
        spans = {"all": self.tr("all"), "last": self.tr("last 500")}
        _word(self.scale, scales, self.tr("Scale of the loss"))
        _word(self.axis, axes, self.tr("What the shared axis counts"))
        _word(self.span, spans, self.tr("Show the whole run or its last 500 batches"))
        for actions, words in ((self._axis_actions, axes), (self._span_actions, spans)):
            for key, action in actions.items():
                action.setText(words[key])
        self.view_menu.setToolTip(self.tr("What the shared axis counts, and how much of the run is shown"))
        self.view_menu.setAccessibleName(self.view_menu.toolTip())
        self.more.set_name(self.tr("Export the curves, or lay the previous run under them"))
        self.exports["png"].setText(self.tr("Save as a picture (PNG)…"))
        self.exports["svg"].setText(self.tr("Save as a drawing (SVG)…"))
        self.exports["csv"].setText(self.tr("Save the numbers (CSV)…"))
        self.previous.setText(self.tr("Show previous run"))
        self._mirror()
        self._loss.fit_header()


def _segmented(keys: tuple[str, ...], parent: QWidget) -> Segmented:
    return Segmented([(key, key) for key in keys], parent)


def _word(switch: Segmented, labels: dict[str, str], name: str) -> None:
    switch.set_labels(labels)
    switch.setToolTip(name)
    switch.setAccessibleName(name)
