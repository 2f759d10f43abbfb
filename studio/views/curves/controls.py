"""The switches in the headers of the plots, and the menus that stand for them where there is little room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from studio.look import fonts
from studio.look.metrics import title
from studio.views.curves.panel import MetricPanel
from studio.widgets.icon_button import IconButton
from studio.widgets.menu_button import MenuButton
from studio.widgets.segmented import Segmented
from studio.widgets.smoothing_slider import SmoothingSlider
from trainer_core.history.timeline import AXES


class CurveControls(QObject):
    """Makes the controls, and puts them into the headers of the first and the last panel that are shown.

    Signals:
        smoothing_changed(float): the factor of the moving average, 0 to 0.999.
        scale_changed(str): ``"linear"`` or ``"log"``.
        axis_changed(str): ``"batch"``, ``"epoch"`` or ``"seconds"``.
        span_changed(str): ``"all"`` or ``"last"``.
        export_asked(str): ``"png"``, ``"svg"`` or ``"csv"``.
        previous_toggled(bool): whether the previous run lies under this one.
        panels_changed(): other metrics are to be seen; ask `hidden`.
    """

    smoothing_changed = Signal(float)
    scale_changed = Signal(str)
    axis_changed = Signal(str)
    span_changed = Signal(str)
    export_asked = Signal(str)
    previous_toggled = Signal(bool)
    panels_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.smoothing_label = QLabel(parent)
        self.smoothing_label.setProperty("role", "muted")
        self.smoothing = SmoothingSlider(parent)
        self.scale, self.axis, self.span = (
            Segmented([(key, key) for key in keys], parent) for keys in (("linear", "log"), AXES, ("all", "last"))
        )
        self.axis.set_value("epoch")
        self.view_menu = MenuButton("", "", parent)
        fonts.use(self.view_menu, "small")
        for switch in (self.axis, self.span, self.scale):
            switch.add_to(self.view_menu.menu())
            self.view_menu.menu().addSeparator()
        self.more = IconButton("export", "", parent)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(self.more)
        self.exports = {kind: menu.addAction("") for kind in ("png", "svg", "csv")}
        for kind, export in self.exports.items():
            export.setData(kind)
        menu.addSeparator()
        self.previous = menu.addAction("")
        self.previous.setCheckable(True)
        self.previous.setEnabled(False)
        self.panel_menu = menu.addMenu("")
        self.panel_actions: dict[str, QAction] = {}
        self._first: frozenset[str] = frozenset()
        self.more.setMenu(menu)
        self._panels: Sequence[MetricPanel] = ()
        for thing, name in (
            (self.smoothing, "smoothingSlider"),
            (self.scale, "lossScaleSwitch"),
            (self.axis, "axisSwitch"),
            (self.span, "spanSwitch"),
            (self.view_menu, "curvesViewMenu"),
            (self.more, "curvesExportMenu"),
            (self.previous, "showPreviousRunAction"),
            *((action, f"export{kind.capitalize()}Action") for kind, action in self.exports.items()),
        ):
            thing.setObjectName(name)
        self._connect()

    @property
    def hidden(self) -> frozenset[str]:
        """The metrics that a person does not want to see, or has not asked for; never all."""
        offered = {metric for metric, action in self.panel_actions.items() if action.isVisible()}
        unchecked = frozenset(metric for metric, action in self.panel_actions.items() if not action.isChecked())
        return unchecked if offered - unchecked else unchecked - self._first

    def offer_panels(self, metrics: Sequence[str], at_wish: Sequence[str] = ()) -> frozenset[str]:
        """Offer these metrics to be hidden, and those ``at_wish`` to be shown; returns what is hidden."""
        self._first = frozenset(metrics)
        for metric in (*metrics, *at_wish):
            if metric not in self.panel_actions:
                action = self.panel_menu.addAction(title(metric))
                action.setObjectName(f"show{metric.capitalize()}Action")
                action.setCheckable(True)
                action.setChecked(metric in metrics)
                action.toggled.connect(self.panels_changed)
                self.panel_actions[metric] = action
        for metric, action in self.panel_actions.items():
            action.setVisible(metric in metrics or metric in at_wish)
        return self.hidden

    def place(self, panels: Sequence[MetricPanel]) -> None:
        """Put everything into the headers of ``panels``, which are those that are shown."""
        if list(panels) != list(self._panels):
            for panel in self._panels:
                panel.header.set_controls()
            self._panels = panels
            first = ((self.smoothing_label, 0, 0), (self.smoothing, 0, 3), (self.scale, 0, 1), (self.more, 0, 3))
            last = ((self.axis, 0, 1), (self.span, 0, 1), (self.view_menu, 2, 3))
            if len(panels) == 1:
                panels[0].header.set_controls(*first[:3], *last, first[3])
            else:
                panels[0].header.set_controls(*first)
                panels[-1].header.set_controls(*last)

    def _connect(self) -> None:
        self.smoothing.smoothed.connect(self.smoothing_changed)
        self.scale.changed.connect(self.scale_changed)
        self.axis.changed.connect(self.axis_changed)
        self.axis.changed.connect(self._name_axis)
        self.span.changed.connect(self.span_changed)
        self.previous.toggled.connect(self.previous_toggled)
        self.more.menu().triggered.connect(self._export)

    @Slot(QAction)
    def _export(self, action: QAction) -> None:
        if action.data():
            self.export_asked.emit(action.data())

    @Slot()
    def _name_axis(self) -> None:
        """Say on the menu what the axis counts."""
        self.view_menu.setText(self._axes()[self.axis.value])
        for panel in self._panels:
            panel.header.fit()

    def _axes(self) -> dict[str, str]:
        """What the shared axis can count, in the present language."""
        return {"batch": self.tr("batch"), "epoch": self.tr("epoch"), "seconds": self.tr("seconds")}

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.smoothing_label.setText(self.tr("smoothing"))
        for switch, labels, name in (
            (self.scale, {"linear": self.tr("linear"), "log": self.tr("log")}, self.tr("Scale of the loss")),
            (self.axis, self._axes(), self.tr("What the shared axis counts")),
            (
                self.span,
                {"all": self.tr("all"), "last": self.tr("last 500")},
                self.tr("Show the whole run or its last 500 batches"),
            ),
        ):
            switch.set_labels(labels)
            switch.setToolTip(name)
            switch.setAccessibleName(name)
        self.view_menu.setToolTip(self.tr("Axis, span and scale of the curves"))
        self.view_menu.setAccessibleName(self.view_menu.toolTip())
        self.more.set_name(self.tr("Export the curves, or choose what is shown"))
        self.exports["png"].setText(self.tr("Save as a picture (PNG)…"))
        self.exports["svg"].setText(self.tr("Save as vector graphic (SVG)…"))
        self.exports["csv"].setText(self.tr("Save the numbers (CSV)…"))
        self.previous.setText(self.tr("Show previous run"))
        self.panel_menu.setTitle(self.tr("Plots"))
        for metric, action in self.panel_actions.items():
            action.setText(title(metric))
        self._name_axis()
