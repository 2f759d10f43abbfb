"""The curves: loss and accuracy of the run, live, on one shared axis, through which a person can move."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QMenu,
    QSlider,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio import fonts
from studio.plots.curve_data import AXES, Column
from studio.plots.curves_model import CurvesModel, Reading, Run
from studio.plots.export import save_png, save_svg, write_csv
from studio.plots.plot_panel import PlotPanel
from studio.plots.scale import short_number
from studio.session import Session
from studio.theme import current_theme
from studio.widgets.banner import Banner
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_button import IconButton
from studio.widgets.menu_button import MenuButton
from studio.widgets.segmented import Segmented
from trainer_core.events import EpochEnded, RunStarted
from trainer_core.history import EpochRow, History, Mark
from trainer_core.recipe import Recipe
from trainer_core.schema import field

_INTERVAL = 100
_SMOOTHING, _LONGEST = 55, 3.0
_COLUMNS: tuple[Column, ...] = ("loss", "accuracy")


class CurvesView(QWidget):
    """Loss above, accuracy below. Redrawn ten times a second while it is seen and the history has grown.

    Attributes:
        panels: the plots by ``"loss"`` and ``"accuracy"``; see `PlotPanel` for what of them can be read.
        model: what is shown: axis, range, smoothing, whether it follows.
        redraws: how often the curves were drawn so far.

    Signals:
        exported(str): a file was written there.
    """

    exported = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("curvesView")
        self._session = session
        self.model = CurvesModel()
        self.redraws = 0
        self._drawn: tuple[int, int, int] | None = None
        self._previous: tuple[str, History] | None = None
        self._underlay: list[tuple[str, History]] = []
        self._shown_run: RunStarted | None = None
        self._pointed: tuple[Column, float] | None = None
        self._csv: Iterator[float] | None = None
        self._csv_path = Path()
        self._build()
        self._connect()
        self.retranslate()
        self._smooth(self.smoothing.value())
        if session.run is not None:
            self._start(session.run)

    # What of it can be read

    @property
    def following(self) -> bool:
        """Whether the view moves along with the run."""
        return self.model.following

    @property
    def best_epoch(self) -> EpochRow | None:
        """The epoch with the star."""
        return self.model.best
