"""Draw, and watch what the model takes it for while the pen moves, beside the picture as the model receives it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, Qt, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.pictures import fitted, to_image
from studio.session.live_answers import LiveAnswers
from studio.session.session import Session
from studio.views.trying.answer_bars import bars_of
from studio.widgets.bar_list import BarList
from studio.widgets.button import Button
from studio.widgets.drawing_canvas import DrawingCanvas
from studio.widgets.flow_row import FlowRow
from studio.widgets.focus import lead_to
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.segmented import Segmented
from trainer_core.errors import Message
from trainer_core.protocol.commands import Command
from trainer_core.protocol.predicting import PredictDrawing, PredictedOne

_SIDE, _SEEN, _LEAST_SEEN, _LOW = 14, 84, 40, 220


class DrawingPage(Retranslated, QWidget):
    """The canvas with its tools, the model's picture and its answer.

    For tests and for those who drive the view: ``canvas``, ``bars``, ``answer`` the newest `PredictedOne` or None,
    ``answers`` what asks.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawingPage")
        self._session = session
        self.answer: PredictedOne | None = None
        self.canvas = DrawingCanvas(self)
        self.canvas.setObjectName("drawingCanvas")
        self.tool = Segmented([("pencil", ""), ("eraser", "")], self)
        self.tool.setObjectName("drawingTool")
        self.undo_button = Button("", "", self)
        self.undo_button.setObjectName("drawingUndo")
        self.clear_button = Button("", "", self)
        self.clear_button.setObjectName("drawingClear")
        self.seen = QLabel(self)
        self.seen.setObjectName("drawingSeen")
        self.seen_caption = QLabel(self)
        self.sentence = QLabel(self)
        self.sentence.setObjectName("drawingSentence")
        self.bars = BarList(self)
        self.bars.setObjectName("drawingBars")
        self.answers = LiveAnswers(session, self._question, self)
        self._arrange()
        self.canvas.changed.connect(self._ask)
        self.tool.changed.connect(self._choose_tool)
        self.undo_button.clicked.connect(self.canvas.undo)
        self.clear_button.clicked.connect(self.canvas.clear)
        self.answers.arrived.connect(self._show)
        self.answers.refused.connect(self._show_refusal)
        self.retranslate()
        self._ask()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.tool.set_labels({"pencil": self.tr("Pencil"), "eraser": self.tr("Eraser")})
        self.tool.setAccessibleName(self.tr("Drawing tool"))
        self.undo_button.setText(self.tr("Undo"))
        self.clear_button.setText(self.tr("Clear"))
        self.canvas.setAccessibleName(self.tr("Paper to draw on"))
        self.canvas.setToolTip(self.tr("Draw with mouse, pen or finger; or move with the arrow keys and hold Space"))
        self.seen_caption.setText(self.tr("What the model sees"))
        self.bars.setAccessibleName(self.tr("The model's answer"))
        self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @property
    def _seen_side(self) -> int:
        return min(fonts.scaled(_SEEN), max(_LEAST_SEEN, self.height() // 5))

    def _fit(self) -> None:
        """Where there is little height, the paper has it: what the model sees is smaller, and the sentence goes."""
        self.seen.setFixedSize(self._seen_side, self._seen_side)
        self.sentence.setVisible(self.height() >= fonts.scaled(_LOW))

    def _arrange(self) -> None:
        for label in (self.seen_caption, self.sentence):
            fonts.use(label, "small")
            label.setProperty("role", "muted")
            label.setWordWrap(True)
        tools = FlowRow((self.tool, self.undo_button, self.clear_button), self)
        seen = QVBoxLayout()
        seen.setSpacing(4)
        seen.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignHCenter)
        seen.addWidget(self.seen_caption, 0, Qt.AlignmentFlag.AlignHCenter)
        seen.addStretch(1)
        area = ScrollColumn(self)
        inner = QWidget(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bars)
        column.addStretch(1)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        answer = QHBoxLayout()
        answer.setSpacing(12)
        answer.addLayout(seen)
        answer.addWidget(area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(8)
        layout.addWidget(tools)
        layout.addWidget(self.canvas, 3)
        layout.addWidget(self.sentence)
        layout.addLayout(answer, 2)
        lead_to(self, self.canvas)

    @Slot(str)
    def _choose_tool(self, key: str) -> None:
        self.canvas.erases = key == "eraser"

    @Slot()
    def _ask(self) -> None:
        self.undo_button.setEnabled(self.canvas.can_undo)
        self.clear_button.setEnabled(not self.canvas.is_empty)
        if self.canvas.is_empty:
            self.answer = None
            self.seen.clear()
            self.seen_caption.hide()
            self._fit()
            self.bars.set_bars(())
            self._word()
        self.answers.refresh()

    def _question(self) -> Command | None:
        """The drawing as the content of a file; nothing while the paper is empty."""
        return None if self.canvas.is_empty else PredictDrawing(png(self.canvas.picture()))

    @Slot(object)
    def _show(self, event: PredictedOne) -> None:
        if self.canvas.is_empty or self._session.preparation is None:
            return
        self.answer = event
        if event.image.shape[0] in (1, 3):
            self.seen_caption.show()
            self._fit()
            self.seen.setPixmap(fitted(to_image(event.image), self._seen_side, self.devicePixelRatioF()))
        self.bars.set_bars(bars_of(event.answer, self._session.preparation.data))
        self._word()

    @Slot(object)
    def _show_refusal(self, message: Message) -> None:
        self.sentence.setText(words(message))

    def _word(self) -> None:
        if self.answer is None:
            self.sentence.setText(self.tr("Draw something: the answer follows the pen, even during training."))
        elif self.answer.inverted:
            self.sentence.setText(
                self.tr("Light and dark are swapped first, because the training images are light on dark.")
            )
        else:
            self.sentence.setText(self.tr("Brought to the size that the model takes."))


def png(picture: QImage) -> bytes:
    """The content of a PNG file with this picture."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The fastest: it is decoded again at once.
    picture.save(buffer, "PNG", 100)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
