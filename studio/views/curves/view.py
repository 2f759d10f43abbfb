"""The curves: every metric of the run, live, on one shared axis through which a person can move."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.dialogs.plot_saving import PlotSaver
from studio.look.i18n import Retranslated
from studio.look.messages import change_words
from studio.look.metrics import title
from studio.look.theme import current_theme
from studio.session.overlays import LaidUnder, Overlay
from studio.session.session import Session
from studio.views.curves.controls import CurveControls
from studio.views.curves.model import CurvesModel, Run
from studio.views.curves.panel import MetricPanel
from studio.views.curves.words import reading_words
from studio.widgets.banner import Banner
from studio.widgets.corner_button import CornerButton
from studio.widgets.empty_state import EmptyState
from studio.widgets.overlay_legend import OverlayLegend
from studio.widgets.plot_export import Titled
from trainer_core.export.tables import export_curves
from trainer_core.history.history import Mark
from trainer_core.history.timeline import Axis, Timeline, epoch_turns
from trainer_core.protocol.events import Diverged, RunEnded, RunStarted

_INTERVAL = 100
_GAP = 12


class CurvesView(Retranslated, QWidget):
    """A panel for each metric. Redrawn ten times a second while it is seen and the run has grown.

    Attributes:
        panels: the plots by metric; `MetricPanel` says what of them can be read.
        model: what is shown: axis, range, smoothing.
        controls: the switches in the headers.
        follow_button: there while the view does not follow.
        notice: says where an export went, or why it did not.
        redraws: how often the curves were drawn so far.
        legend: lists the runs that are laid under this one, and hides them.

    Signals:
        exported(str): a file was written there.
        overlay_removed(object): a person took the run with this key out of the curves (see `set_overlays`).
        help_asked(str): a person wants to read this entry of Help.
    """

    exported = Signal(str)
    overlay_removed = Signal(object)
    help_asked = Signal(str)

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curvesView")
        self._session = session
        self._exporter = PlotSaver(files, self)
        self.model = CurvesModel()
        self.panels: dict[str, MetricPanel] = {}
        self.redraws = 0
        self._ticks = 0
        self._drawn: tuple[object, ...] = ()
        self._changed = True
        self._shown: RunStarted | None = None
        self._pointed: tuple[str, float] | None = None
        self._build()
        self._connect()
        self.model.beta = self.controls.smoothing.beta
        self._show_panels()
        self.retranslate()
        if session.run.started is not None:
            self._start(session.run.started)

    @property
    def ticking(self) -> bool:
        """Whether the timer runs; it stands while the view is hidden."""
        return self._timer.isActive()

    @property
    def shown_panels(self) -> list[MetricPanel]:
        """The panels that are to be seen, from above."""
        hidden = self.controls.hidden
        return [self.panels[metric] for metric in self._offered if metric in self.panels and metric not in hidden]

    @property
    def _offered(self) -> tuple[str, ...]:
        return (*self.model.metrics, *self.model.validated_only)

    @Slot(object)
    def set_overlays(self, overlays: list[Overlay]) -> None:
        """Lay these runs under the present one, or show them alone while there is none."""
        self._under.choose(overlays)

    def _build(self) -> None:
        self._empty = EmptyState("play", "", "")
        card = QFrame(self)
        card.setProperty("role", "card")
        QVBoxLayout(card).addWidget(self._empty)
        self.follow_button = CornerButton("follow", self)
        self.follow_button.setObjectName("followButton")
        self.follow_button.set_primary(True)
        self.controls = CurveControls(self)
        plots = QWidget(self)
        self._column = QVBoxLayout(plots)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self.notice = Banner(self)
        self.notice.setObjectName("curvesNotice")
        self.legend = OverlayLegend(self)
        self._under = LaidUnder(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(card)
        self._pages.addWidget(plots)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        layout.setSpacing(_GAP)
        layout.addWidget(self.legend)
        layout.addWidget(self._pages, 1)
        self._timer = QTimer(self)
        self._timer.setTimerType(self._timer.timerType().PreciseTimer)
        self._timer.setInterval(_INTERVAL)

    def _connect(self) -> None:
        session, controls, under = self._session, self.controls, self._under
        self._timer.timeout.connect(self.tick)
        self._exporter.saved.connect(self.exported)
        self._exporter.told.connect(self.notice.show_notice)
        self._empty.taken.connect(partial(self.help_asked.emit, "first-minute"))
        self.follow_button.clicked.connect(self._follow)
        self.legend.changed.connect(self._show_overlays)
        self.legend.remove_asked.connect(under.remove)
        under.changed.connect(self.legend.set_overlays)
        under.previous_there.connect(controls.previous.setEnabled)
        under.previous_removed.connect(partial(controls.previous.setChecked, False))
        under.removed.connect(self.overlay_removed)
        session.run_started.connect(self._start)
        session.run_opened.connect(self._start_opened)
        session.run_ended.connect(self._take_end)
        session.replays.run_forgotten.connect(self._forget)
        session.epoch_ended.connect(self._note_change)
        session.hyperparameter_changed.connect(self._note_change)
        session.diverged.connect(self._note_restart)
        controls.smoothing_changed.connect(self._smooth)
        controls.scale_changed.connect(self._set_scale)
        controls.axis_changed.connect(self._set_axis)
        controls.span_changed.connect(self._set_span)
        controls.previous_toggled.connect(under.show_previous)
        controls.panels_changed.connect(self._show_panels)
        controls.export_asked.connect(self._ask_export)
        current_theme().changed.connect(self._redraw_if_seen)

    @Slot()
    def _show_panels(self) -> None:
        """Have a panel for every metric that there is, and show those that are wanted."""
        hidden = self.controls.offer_panels(self.model.metrics, self.model.validated_only)
        for metric in self._offered:
            if metric not in self.panels and metric not in hidden:
                panel = self.panels[metric] = MetricPanel(metric, self)
                if len(self.panels) > 1:
                    panel.canvas.view.setXLink(next(iter(self.panels.values())).canvas.view)
                panel.canvas.view.moved.connect(partial(self._look_at, metric))
                panel.canvas.view.fit_asked.connect(self._follow)
                panel.canvas.pointed.connect(partial(self.show_reading_at, metric))
                panel.canvas.left.connect(self._unpoint)
                panel.retranslate()
                self._column.addWidget(panel, 1)
        shown = self.shown_panels
        for panel in self.panels.values():
            panel.setVisible(panel in shown)
        self.controls.place(shown)
        self.follow_button.float_over(shown[0].canvas)
        self.follow_button.setVisible(not self.model.following)
        self._redraw_if_seen()

    @Slot(object)
    def _start(self, run: RunStarted) -> None:
        before = self._shown
        goes_on = before is not None and run.folder is not None and run.folder == before.folder
        if before is not None and before.history is not run.history and not goes_on and not self._session.replaying:
            self._under.keep_before(before)
        self._shown = run
        pace = Timeline(run.history, "epoch", max(1, run.batches_per_epoch), epoch_turns(run.history.epochs))
        total = max(1, round(pace.row_of_epoch(run.epochs)[0]))
        self.model.start(Run(run.history, run.batches_per_epoch, total, run.recipe.training.best_by))
        self._under.tell()

    @Slot()
    def _start_opened(self) -> None:
        """The run that was opened stands in the session as if it had been started."""
        if self._session.run.started is not None:
            self._start(self._session.run.started)
            self._leave_out_rest()

    @Slot()
    def _forget(self) -> None:
        """There is no run any more."""
        self._shown = None
        self.model.start(None)
        self._under.tell()
        self._show_overlays()

    @Slot(object)
    def _take_end(self, event: RunEnded) -> None:
        if self._shown is not None and self._shown.run == event.run:
            self._leave_out_rest()

    def _leave_out_rest(self) -> None:
        """What was planned of a run that is over and did not come takes no room."""
        if self.model.run is not None:
            self.model.run = replace(self.model.run, total=max(1, len(self.model.run.history)))
            self._changed = True

    @Slot()
    def _note_change(self) -> None:
        self._changed = True

    @Slot(object)
    def _note_restart(self, event: Diverged) -> None:
        self.model.restarts = (*self.model.restarts, event.step)
        self._changed = True

    @Slot()
    def tick(self) -> None:
        """Draw if the view is seen and something is new, and at every second tick of the timer say the newest values:
        nobody reads numbers that change more often.
        """
        if not self.model.shows_anything or not self.isVisible() or self.window().isMinimized():
            return
        if self._changed or self._drawn != self._wanted():
            self._draw()
        self._ticks += 1
        if self._ticks % 2 == 0:
            self._show_values()

    def _wanted(self) -> tuple[object, ...]:
        """What a drawing depends on and can change by itself."""
        history = self._shown.history if self._shown else None
        plots = tuple(panel.canvas.size().toTuple() for panel in self.panels.values())
        return (id(history), len(history) if history is not None else 0, plots)

    def redraw(self) -> None:
        """Bring the plots and their legends up to date with the run and the model."""
        self._draw()
        self._show_values()

    def _draw(self) -> None:
        model = self.model
        self._drawn = self._wanted()
        if self._changed:
            model.refresh()
            self._changed = False
            self.controls.offer_panels(model.metrics, model.validated_only)
        if model.following:
            model.follow()
        for panel in self.shown_panels:
            panel.canvas.show_model(model, self._mark_words)
        self.follow_button.setVisible(not model.following)
        if self._pointed is not None:
            self._show_reading(*self._pointed)
        self.redraws += 1

    def _show_values(self) -> None:
        run = self.model.run
        epochs = (len(run.history.epochs), run.total // max(run.batches_per_epoch, 1)) if run is not None else (0, 0)
        for metric, panel in self.panels.items():
            panel.show_values(self.model.latest.get(metric, math.nan), self.model.validation_now(metric), *epochs)

    @Slot()
    def _redraw_if_seen(self) -> None:
        """Answer a person at once; what nobody sees is drawn when it is shown."""
        self._changed = True
        if self.isVisible() and self.model.shows_anything:
            self.redraw()

    @Slot(float)
    def _smooth(self, beta: float) -> None:
        self.model.beta = beta
        self._redraw_if_seen()

    @Slot(str)
    def _set_scale(self, scale: str) -> None:
        self.model.log = scale == "log"
        self._redraw_if_seen()

    @Slot(str)
    def _set_axis(self, axis: Axis) -> None:
        self.model.set_axis(axis)
        self._redraw_if_seen()

    @Slot(str)
    def _set_span(self, span: str) -> None:
        self.model.last_only = span == "last"
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.model.following = True
        self._redraw_if_seen()

    def _look_at(self, metric: str) -> None:
        """A person has moved the plot of ``metric``; the others are linked to it."""
        if self.model.shows_anything:
            self.model.look_at(self.panels[metric].canvas.view.x_range)
            self._redraw_if_seen()

    @Slot()
    def _show_overlays(self) -> None:
        self.model.overlays = self.legend.shown
        listed = not self.legend.isHidden()
        self._pages.setCurrentIndex(1 if self._shown is not None or listed else 0)
        self._show_panels()

    def show_reading_at(self, metric: str, x: float) -> None:
        """Read off the values at ``x`` of the shared axis, as the mouse does over the plot of ``metric``."""
        self._pointed = (metric, x)
        self._show_reading(metric, x)

    @Slot()
    def _unpoint(self) -> None:
        self._pointed = None
        for panel in self.panels.values():
            panel.canvas.hide_cross()

    def _show_reading(self, pointed: str, x: float) -> None:
        for metric, panel in self.panels.items():
            reading, others = self.model.reading(metric, x), self.model.overlay_values(metric, x)
            rows = reading_words(metric, reading, others)
            if rows:
                value = reading.smoothed if reading else math.nan
                panel.canvas.show_value(reading.x if reading else x, value, rows if metric == pointed else ())
            else:
                panel.canvas.hide_cross()

    def _mark_words(self, mark: Mark) -> str:
        assert self._shown is not None
        return change_words(mark.message, self._shown.recipe)

    @Slot(str)
    def _ask_export(self, kind: str) -> None:
        path = self._exporter.ask(kind)
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Save the curves as they are seen (``.png``, ``.svg``) or all numbers (``.csv``).

        `notice` tells how it went.
        """
        if self._shown is None:
            self.notice.show_notice(self.tr("There are no curves to save yet. Train first."), "warning")
        elif path.suffix.lower() == ".csv":
            self._exporter.save_table(path, partial(export_curves, self._shown.history))
        else:
            self.redraw()
            names = {"batch": self.tr("batch"), "epoch": self.tr("epoch"), "seconds": self.tr("time of training (s)")}
            named = [(panel.canvas, title(panel.metric_name)) for panel in self.shown_panels]
            plots = [Titled(canvas, words, names[self.model.axis], words) for canvas, words in named]
            self._exporter.save_view(path, plots, named[0][0].size())

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._empty.set_words(
            self.tr("The curves of the run appear here"),
            self.tr(
                "Loss and metric, batch by batch, while the model learns. Press Train to start, "
                "or drop your own pictures, table or Dataset on the window."
            ),
        )
        tip = self.tr("Read in Help what to try first")
        self._empty.set_offer("firstMinutesButton", self.tr("New here? First minutes"), tip)
        self.follow_button.setText(self.tr("Follow"))
        self.follow_button.setToolTip(self.tr("Move along with the run again (F)"))
        self.follow_button.setAccessibleName(self.tr("Follow the run"))
        for panel in self.panels.values():
            panel.retranslate()
        self.controls.retranslate()
        self._redraw_if_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        QTimer.singleShot(0, self, self.tick)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.tick)
