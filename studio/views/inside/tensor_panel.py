"""The tab Tensors: every tensor at hand by name, and the chosen one in full; all is asked of the engine, none kept."""

from __future__ import annotations

import math

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.session.session import Session
from studio.views.inside.tensor_detail import TensorDetail
from studio.views.inside.tensor_list import TensorList
from studio.widgets.empty_state import EmptyState
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.turning_split import TurningSplit
from trainer_core.protocol.console import ChangesSettled, CodeDone
from trainer_core.protocol.events import State
from trainer_core.protocol.tensors import (
    CompareTensors,
    CopyTensor,
    DescribeTensor,
    ListTensors,
    PinnedTold,
    PinTensor,
    TellPinned,
    TensorCopied,
    TensorDescribed,
    TensorsCompared,
    TensorsListed,
    TensorTiled,
    TileTensor,
)

_WIDE, _LIST = 640, 0.42
_MOST_COPIED = 100_000


class TensorPanel(Retranslated, QWidget):
    """A list and a detail, side by side where there is room; it asks only while it is seen. No signals."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tensorPanel")
        self._session = session
        self._pinned: tuple[str, ...] = ()
        self._still = False
        self._wanted = ""
        self.empty = EmptyState("table", "", "", self)
        self.list, self.detail = TensorList(self), TensorDetail(self)
        self._arrange()
        self.list.chosen.connect(self._choose)
        self.detail.values.asked.connect(self._describe)
        self.detail.compare_asked.connect(self._compare)
        self.detail.pin_asked.connect(self._pin)
        self.detail.copy_asked.connect(self._copy)
        session.tensors_told.connect(self._take)
        for signal in (session.stood_inside, session.prepared, session.weights_loaded, session.run_ended):
            signal.connect(self.refresh)
        session.intervened.connect(self.refresh)
        session.console_told.connect(self._take_code)
        session.state_changed.connect(self._follow)
        self.retranslate()

    @Slot()
    def refresh(self, event: object = None) -> None:
        """Ask anew for the names at hand, and with them for what is shown."""
        if self.isVisible() and self._session.preparation is not None:
            self._session.post(ListTensors())

    def show_tensor(self, name: str) -> None:
        """Choose the tensor of this name, as soon as it is at hand."""
        self._wanted = name
        if self.list.choose(name):
            self._wanted = ""
        else:
            self.refresh()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("Tensors"),
            self.tr(
                "The values of every tensor at hand appear here: weights as soon as the model is there, the batch, "
                "activations and gradients while a run is paused inside a step."
            ),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _follow(self) -> None:
        """Where the step is not looked into, what is at hand changes with the state."""
        still = self._session.state in (State.PAUSED, State.IDLE)
        if still and not self._still:
            self.refresh()
        self._still = still

    @Slot(object)
    def _take_code(self, event: object) -> None:
        """What was run in the console may have made tensors or changed them."""
        if isinstance(event, CodeDone | ChangesSettled):
            self.refresh()

    @Slot(object)
    def _take(self, event: object) -> None:
        match event:
            case TensorsListed():
                self._take_list(event)
            case TensorDescribed() if event.name == self.list.name:
                self.detail.show_tensor(event)
                if self.detail.values.tiled:
                    self._tile()
            case TensorTiled() if event.name == self.list.name:
                self.detail.values.show_tiles(event)
            case TensorsCompared() if (event.first, event.second) == (self.list.name, self.detail.against.value):
                self.detail.show_comparison(event)
            case TensorCopied():
                QApplication.clipboard().setText(event.text)
            case PinnedTold():
                self._pinned = tuple(event.histories)
                name = self.list.name
                self.detail.show_history(event.histories.get(name, ()), name in self._pinned)

    def _take_list(self, event: TensorsListed) -> None:
        self._pinned = event.pinned
        self.list.show_entries(event.entries)
        self._pages.setCurrentWidget(self.split if event.entries else self.empty)
        names = [entry.name for entry in event.entries]
        shape = next((entry.shape for entry in event.entries if entry.name == self.list.name), None)
        alike = [entry.name for entry in event.entries if entry.shape == shape and entry.name != self.list.name]
        self.detail.offer(alike)
        if self._wanted in names:
            self.list.choose(self._wanted)
            self._wanted = ""
        elif self.list.name in names:
            self._describe()
        elif names:
            self.list.choose(names[0])
        if self._pinned:
            self._session.post(TellPinned())

    @Slot(str)
    def _choose(self, name: str) -> None:
        self.detail.begin(name, name in self._pinned)
        shape = next(entry.shape for entry in self.list.entries if entry.name == name)
        self.detail.offer([each.name for each in self.list.entries if each.shape == shape and each.name != name])
        self._describe()
        if name in self._pinned:
            self._session.post(TellPinned())

    @Slot()
    def _describe(self) -> None:
        values = self.detail.values
        if not self.list.name:
            return
        self._session.post(DescribeTensor(self.list.name, values.fixed, values.origin))
        if self.detail.against.value:
            self._compare(self.detail.against.value)

    def _tile(self) -> None:
        values = self.detail.values
        along = values.along
        if along is not None:
            others = tuple(index for place, index in enumerate(values.fixed) if place != along)
            self._session.post(TileTensor(self.list.name, along, others))

    @Slot(object)
    def _compare(self, name: str) -> None:
        if not name:
            self.detail.show_comparison(None)
            return
        self._session.post(CompareTensors(self.list.name, name, self.detail.values.fixed, self.detail.values.origin))

    @Slot(bool)
    def _pin(self, pinned: bool) -> None:
        self._session.post(PinTensor(self.list.name, pinned))

    @Slot()
    def _copy(self) -> None:
        shown = self.detail.shown
        if shown is not None:
            fixed = self.detail.values.fixed if math.prod(shown.facts.shape) > _MOST_COPIED else ()
            self._session.post(CopyTensor(shown.name, fixed))

    def _arrange(self) -> None:
        scroll = ScrollColumn(self, steady=True)
        scroll.setObjectName("tensorScroll")
        scroll.setProperty("role", "panel")
        self.detail.setProperty("role", "panel")
        scroll.setWidget(self.detail)
        self.split = TurningSplit(
            self.list, scroll, narrow=_WIDE, size=lambda whole, wide: whole * (1 - _LIST), parent=self
        )
        self._pages = QStackedWidget(self)
        for page in (self.empty, self.split):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
