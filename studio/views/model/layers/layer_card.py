"""One line of the list of layers: a card, or the slim end of a block's list into which something can be put."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.messages import words
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.views.model.layers.argument_form import ArgumentForm
from studio.views.model.layers.card_face import CardFace, Face
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.focus import hand_over, ring_after
from trainer_core.models.layers import Path_, Repair

_INDENT, _RADIUS = 20, 6
_END = 26


class ListLine(QWidget):
    """What cards and ends share: a path, an indent, a place in the keyboard's way, and being chosen.

    Signals:
        chosen(object, object): it was clicked; its path, and the keys of `Qt.KeyboardModifier` that were held.
        key_pressed(object): a `QKeyEvent` that is not for a field.
        dragged(object, object), dropped(object): it is held at this point of the screen, and was let go; its path.
        opened(object): it was double-clicked, or an end was clicked; its path.
    """

    chosen = Signal(object, object)
    key_pressed = Signal(object)
    dragged = Signal(object, object)
    dropped = Signal(object)
    opened = Signal(object)

    movable = False

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.path: Path_ = ()
        self.level = 0
        self.is_chosen = False
        self._ring = False
        self._from: QPoint | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def indent(self) -> int:
        """Pixels at the left that belong to the blocks around it."""
        return self.level * fonts.scaled(_INDENT)

    def set_chosen(self, chosen: bool, *, current: bool) -> None:
        """Mark it as one that the keyboard and the buttons act on; the ``current`` one alone is reached by Tab."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        if chosen != self.is_chosen:
            self.is_chosen = chosen
            self.setAccessibleDescription(self.tr("chosen") if chosen else "")
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_D):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._dragging = event.globalPosition().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None or not self.movable:
            return
        place = event.globalPosition().toPoint()
        self._dragging |= (place - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(self.path, place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.unsetCursor()
        if self._from is None:
            return
        self._from = None
        if self._dragging:
            self._dragging = False
            self.dropped.emit(self.path)
        else:
            # Not before: what opens in the chosen card would move the others under a mouse that drags.
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit(self.path, event.modifiers())

    def _paint_blocks(self, painter: QPainter, end: int) -> None:
        """Paint a line for each block around it, that of the innermost down to ``end``."""
        painter.setPen(QPen(current_theme().tokens.colour("hairline"), 1))
        for level in range(self.level):
            x = round(level * fonts.scaled(_INDENT) + 8.5)
            painter.drawLine(x, -4, x, end if level == self.level - 1 else self.height() + 4)


class LayerCard(ListLine):
    """A layer: its face, below it what is wrong with repairs to click, and while it is chosen its arguments.

    Signals: those of `ListLine`, and
        repair_asked(object, object): this `Repair` is to be made; the path comes first.
    """

    repair_asked = Signal(object, object)
    movable = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.face = CardFace(self)
        self.problem = QLabel(self)
        self.problem.setProperty("role", "wrong")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.problem, "small")
        self._mending = QWidget(self)
        self._repairs = FlowLayout(self._mending, spacing=6, row_spacing=4)
        self.form: ArgumentForm | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.face)
        self._layout.addWidget(self.problem)
        self._layout.addWidget(self._mending)
        for part in (self.problem, self._mending):
            part.hide()

    def show_layer(self, path: Path_, depth: int, face: Face, columns: tuple[str, ...]) -> None:
        """Show a layer, perhaps another than before."""
        if (path, face, columns) == (self.path, self.face.face, self.face.columns):
            return
        self.path, self.level = path, depth
        self.face.show_face(face, columns)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        face = self.face.face
        if face is None:
            return
        row = face.row
        text = words(row.problem) if row is not None and row.problem is not None else ""
        self.problem.setText(text)
        self.problem.setContentsMargins(12, 0, 12, 0)
        self.problem.setVisible(bool(text))
        repairs = row.repairs if row is not None else ()
        self._offer(repairs)
        self._mending.setVisible(bool(repairs))
        self._layout.setContentsMargins(self.indent, 0, 0, 8 if text else 0)
        self.setAccessibleName(" ".join((face.layer["type"], face.cell("output"), text)).strip())
        self.setObjectName("layerCard_" + "_".join(str(part) for part in self.path))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._layout.setContentsMargins(self.indent, 0, 0, 0 if self.problem.isHidden() else 8)

    def take_form(self, form: ArgumentForm | None) -> None:
        """Open the arguments in the card, or give them away."""
        if self.form is not None and self.form is not form and self.form.parent() is self:
            self._layout.removeWidget(self.form)
        if form is not None and form is not self.form:
            self._layout.addWidget(form)
            form.show()
        self.form = form

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.path)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_blocks(painter, self.height() + 4)
            area = QRectF(self.rect()).adjusted(self.indent + 0.5, 0.5, -0.5, -0.5)
            wrong, chosen = not self.problem.isHidden(), self.is_chosen
            edge = "wrong" if wrong else "accent" if chosen else "scroll" if self.underMouse() else "hairline"
            painter.setPen(QPen(tokens.colour(edge), 1.5 if chosen or wrong else 1))
            painter.setBrush(tokens.colour("panel"))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
            if self.hasFocus() and self._ring:
                painter.setPen(QPen(tokens.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), _RADIUS - 2, _RADIUS - 2)

    def _offer(self, repairs: tuple[Repair, ...]) -> None:
        while (item := self._repairs.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                hand_over(gone, self)
                gone.hide()
                gone.deleteLater()
        self._repairs.setContentsMargins(12, 0, 12, 0)
        for place, repair in enumerate(repairs):
            button = QPushButton(words(repair.title), self._mending)
            button.setObjectName(f"layerRepair_{place}")
            button.setProperty("size", "small")
            fonts.use(button, "small")
            button.clicked.connect(lambda _checked=False, repair=repair: self.repair_asked.emit(self.path, repair))
            self._repairs.addWidget(button)
            button.show()


class ListEnd(ListLine):
    """The end of a list inside a block: a click adds something there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_end(self, path: Path_, depth: int, text: str) -> None:
        """Stand for another list."""
        self.path, self.level, self._text = path, depth, text
        self.setAccessibleName(text)
        self.setObjectName("layerEnd_" + "_".join(str(part) for part in path))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, fonts.scaled(_END))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.path)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_blocks(painter, self.height() - 8)
            area = QRectF(self.rect()).adjusted(self.indent + 0.5, 1.5, -0.5, -1.5)
            active = self.is_chosen or self.underMouse()
            pen = QPen(tokens.colour("accent" if self.is_chosen else "hairline"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
            painter.setFont(fonts.font("small"))
            painter.setPen(tokens.colour("text" if active else "muted"))
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area.adjusted(12, 0, -8, 0), side, self._text)
