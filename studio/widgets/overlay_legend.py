"""The legend of the runs under the present one: number, colour and mark, a box to show or hide each, a way out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import partial
from typing import Any, Protocol

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_button import IconButton
from studio.widgets.plot_items import SYMBOLS, colour_of

_WIDEST_NAME = 190
_MARK = 9


class Numbered(Protocol):
    """An entry: a key of the owner's, a name, and the number that gives it its colour and mark; 0 is grey."""

    @property
    def key(self) -> Hashable: ...
    @property
    def name(self) -> str: ...
    @property
    def slot(self) -> int: ...


class OverlayLegend(Retranslated, QFrame):
    """Knows the runs that are laid under, and which of them are to be seen; hidden while there are none.

    Of the run in slot n the box is ``overlayBox_n`` and the button ``overlayRemove_n``; 0 is the previous run.

    Signals:
        changed(): other runs are to be seen; ask `shown`.
        remove_asked(object): a person wants the run with this key away.
    """

    changed = Signal()
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overlayLegend")
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._overlays: tuple[Numbered, ...] = ()
        self._hidden: set[Hashable] = set()
        self._entries: dict[Hashable, _Entry] = {}
        self._removable = True
        self._layout = FlowLayout(self, spacing=14, row_spacing=2)
        self._layout.setContentsMargins(13, 5, 9, 5)
        self.hide()
        self.retranslate()

    @property
    def shown(self) -> tuple[Any, ...]:
        """The runs whose boxes are ticked, as they were listed."""
        return tuple(each for each in self._overlays if each.key not in self._hidden)

    def set_overlays(self, overlays: Iterable[Numbered]) -> None:
        """List these runs; one that was there keeps its box as it is."""
        self._overlays = tuple(sorted(overlays, key=lambda each: each.slot))
        for entry in self._entries.values():
            self._layout.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = {each.key: self._entry(each) for each in self._overlays}
        self._hidden &= self._entries.keys()
        self.setVisible(bool(self._overlays))
        self.updateGeometry()
        self.changed.emit()

    def set_removable(self, removable: bool) -> None:
        """Say whether runs can be taken out here."""
        self._removable = removable
        for entry in self._entries.values():
            entry.remove.setVisible(removable)

    def _entry(self, overlay: Numbered) -> _Entry:
        entry = _Entry(overlay, overlay.key not in self._hidden, self)
        entry.box.toggled.connect(partial(self._show, overlay.key))
        entry.remove.clicked.connect(partial(self._remove, overlay.key))
        entry.remove.setVisible(self._removable)
        self._layout.addWidget(entry)
        entry.show()
        return entry

    def _show(self, key: Hashable, shown: bool) -> None:
        (self._hidden.discard if shown else self._hidden.add)(key)
        self.changed.emit()

    def _remove(self, key: Hashable) -> None:
        self.remove_asked.emit(key)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Runs under the present one"))
        for entry in self._entries.values():
            entry.retranslate()


class _Entry(QWidget):
    """One run: its mark and number, a box with its name, and a button that takes it away."""

    def __init__(self, overlay: Numbered, shown: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._overlay = overlay
        self.box = QCheckBox(self)
        self.box.setObjectName(f"overlayBox_{overlay.slot}")
        self.box.setChecked(shown)
        fonts.use(self.box, "small")
        self.remove = IconButton("close", "", self, side=12)
        self.remove.setObjectName(f"overlayRemove_{overlay.slot}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(_Swatch(overlay, self))
        layout.addWidget(self.box)
        layout.addWidget(self.remove)
        self.retranslate()

    def retranslate(self) -> None:
        name = self._overlay.name
        metrics = QFontMetricsF(self.box.font())
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDEST_NAME * fonts.scale())
        self.box.setText(shown.replace("&", "&&"))
        self.box.setAccessibleName(self.tr("Show {name}").format(name=name))
        self.box.setToolTip(self.tr("Show or hide the curves of {name}").format(name=name))
        self.remove.set_name(self.tr("Take {name} out of the curves").format(name=name))


class _Swatch(QWidget):
    """A piece of the run's line with its mark, and its number as it stands at the end of its curve."""

    def __init__(self, overlay: Numbered, parent: QWidget) -> None:
        super().__init__(parent)
        self._overlay = overlay
        fonts.use(self, "small", strong=True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        number = metrics.horizontalAdvance("8") + 8 + 4 if self._overlay.slot else 0
        return QSize(round(22 + number), round(metrics.height()) + 4)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        colour, middle = colour_of(tokens, self._overlay.slot), self.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(QRectF(0, middle - 0.75, 18, 1.5))
            symbol = Symbols[SYMBOLS[self._overlay.slot]]
            painter.drawPath(QTransform.fromTranslate(9, middle).scale(_MARK, _MARK).map(symbol))
            if not self._overlay.slot:
                return
            height = QFontMetricsF(self.font()).height()
            badge = QRectF(22, middle - height / 2, self.width() - 26, height)
            painter.drawRoundedRect(badge, 3, 3)
            painter.setPen(tokens.colour("panel"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._overlay.slot))
