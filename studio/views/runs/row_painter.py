"""Paints a row of the table of runs in one go.

Qt asks a delegate cell by cell, and in Python that alone costs a third of a frame. A screen of 19 rows and 12 columns
on a busy machine of 2 cores: a delegate that reads each cell from the model 36 ms, a lean one 19 ms, whole rows 13 ms,
and with text set at points and marks kept as pictures 7 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.run_names import name_of_run
from studio.look.theme import Tokens, current_theme
from studio.views.runs import wording
from studio.views.runs.columns import Column
from studio.views.runs.thumbnails import SIZE, Thumbnails
from studio.widgets.state_dot import paint_state
from trainer_core.library.record import RunRecord

PAD = 8
_MARK, DOT = 12, 18
"""Room for the mark before the word of a state."""
_BOX = 16.0

_ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Place:
    """A column that is shown, and where: from x on, so wide."""

    column: Column
    x: float
    width: float


def row_height() -> int:
    """Two lines of text, or the picture, with some air."""
    base, small = QFontMetricsF(fonts.font()), QFontMetricsF(fonts.font("small"))
    return max(round(base.height() + small.height()) + 14, SIZE.height() + 12)


class RowPainter:
    """Paints rows with a painter that is given at `start`.

    ``waiting`` says that pictures were left out because the frame had no more time for them.
    """

    def __init__(self) -> None:
        self._thumbnails = Thumbnails()
        self.waiting = False

    def start(self, painter: QPainter, ratio: float) -> None:
        """Begin a frame at ``ratio`` device pixels a logical one."""
        self._painter, self._ratio = painter, ratio
        self._tokens = current_theme().tokens
        self._thumbnails.start_frame()
        self.waiting = False

    @reporting
    def paint(
        self,
        record: RunRecord,
        distinction: str,
        slot: int,
        line: QRectF,
        places: Sequence[Place],
        selected: bool,
        focus: str,
    ) -> None:
        """Paint one run into ``line``; ``distinction`` tells it from others of its name, ``focus`` is the key of the
        column that has the focus, or empty.
        """
        painter, tokens = self._painter, self._tokens
        if selected:
            painter.fillRect(line, _colour(tokens, "selection"))
        painter.fillRect(QRectF(line.left(), line.bottom() - 1, line.width(), 1), _colour(tokens, "hairline"))
        words = _colour(tokens, "on_selection" if selected else "text")
        quiet = words if selected else _colour(tokens, "muted")
        base, metrics = _type(fonts.scale(), "base", False)
        painter.setFont(base)
        painter.setPen(words)
        top, height = line.top(), line.height() - 1
        name: QRectF | None = None
        for place in places:
            column, rect = place.column, QRectF(place.x + PAD, top, place.width - 2 * PAD, height)
            match column.key:
                case "overlay":
                    self._paint_box(QRectF(place.x, top, place.width, height), slot)
                    painter.setFont(base)
                    painter.setPen(words)
                case "picture":
                    self._paint_picture(rect, record)
                case "name":
                    name = rect
                case "state":
                    mark, word = wording.state_of(record)
                    side = fonts.scaled(_MARK)
                    at = QPointF(rect.left(), round(rect.center().y()) - side // 2)
                    painter.drawPixmap(at, _state_mark(mark, side, tokens, self._ratio))
                    self._paint_text(rect.adjusted(fonts.scaled(DOT), 0, 0, 0), word, column, metrics)
                case _:
                    self._paint_text(rect, column.text(record), column, metrics)
            if column.key == focus:
                painter.setPen(QPen(_colour(tokens, "focus"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(place.x + 0.5, top + 0.5, place.width - 1.5, height - 1))
                painter.setPen(words)
        if name is not None:
            self._paint_name(name, record, distinction, words, quiet)

    def _paint_text(self, rect: QRectF, text: str, column: Column, metrics: QFontMetricsF) -> None:
        width = _advance(fonts.scale(), text)
        if width > rect.width() + 1:
            text = metrics.elidedText(text, _ELIDE, rect.width())
            width = rect.width()
        x = rect.right() - width if column.right else rect.left()
        # At a point and not in a rectangle, in which Qt would set the text like a paragraph: a third of the time.
        self._painter.drawText(QPointF(x, rect.center().y() + metrics.capHeight() / 2), text)

    def _paint_picture(self, rect: QRectF, record: RunRecord) -> None:
        picture = self._thumbnails.of(record, self._tokens, self._ratio)
        if picture is None:
            self.waiting = True
        else:
            self._painter.drawPixmap(QPointF(rect.left(), rect.center().y() - SIZE.height() / 2), picture)

    def _paint_name(self, rect: QRectF, record: RunRecord, distinction: str, words: QColor, quiet: QColor) -> None:
        """The name over the recipe; where others have that name, what differs over both."""
        painter = self._painter
        strong, metrics = _type(fonts.scale(), "base", True)
        small, below = _type(fonts.scale(), "small", False)
        top = rect.center().y() - (metrics.height() + below.height() + 2) / 2
        first, second = top + metrics.ascent(), top + metrics.height() + 2 + below.ascent()
        called, line = name_of_run(record), wording.recipe_line(record)
        if distinction:
            called, line = distinction, f"{called} · {line}"
        name = metrics.elidedText(called, _ELIDE, rect.width())
        painter.setFont(strong)
        painter.setPen(words)
        painter.drawText(QPointF(rect.left(), first), name)
        painter.setFont(small)
        painter.setPen(quiet)
        if record.tags:
            left = metrics.horizontalAdvance(name) + 10
            tags = below.elidedText("  ".join(f"#{tag}" for tag in record.tags), _ELIDE, rect.width() - left)
            painter.drawText(QPointF(rect.left() + left, first), tags)
        told = below.elidedText(wording.problem_of(record) or line, _ELIDE, rect.width())
        painter.drawText(QPointF(rect.left(), second), told)

    def _paint_box(self, rect: QRectF, slot: int) -> None:
        """An empty box or, filled with its colour, the number under which the run lies in the curves."""
        painter, tokens = self._painter, self._tokens
        font, metrics = _type(fonts.scale(), "small", True)
        side = max(_BOX, round(metrics.height()))
        if not slot:
            empty = _empty_box(side, tokens, self._ratio)
            painter.drawPixmap(QPointF(rect.center().x() - side / 2 - 1, rect.center().y() - side / 2 - 1), empty)
            return
        box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(tokens, f"overlay_{slot}"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(_colour(tokens, "panel"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(slot))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


@lru_cache(maxsize=64)
def _colour(tokens: Tokens, token: str) -> QColor:
    return tokens.colour(token)


@lru_cache(maxsize=32)
def _type(scale: float, size: fonts.Size, strong: bool) -> tuple[QFont, QFontMetricsF]:
    font = fonts.font(size, strong)
    return font, QFontMetricsF(font)


@lru_cache(maxsize=4096)
def _advance(scale: float, text: str) -> float:
    """How wide ``text`` is; most numbers of a table are there more than once."""
    return _type(scale, "base", False)[1].horizontalAdvance(text)


@lru_cache(maxsize=64)
def _state_mark(mark: wording.Mark, side: int, tokens: Tokens, ratio: float) -> QPixmap:
    pixmap = _clear_pixmap(side, ratio)
    with QPainter(pixmap) as painter:
        painter.scale(side / _MARK, side / _MARK)
        paint_state(painter, mark, QPointF(_MARK / 2, _MARK / 2))
    return pixmap


@lru_cache(maxsize=16)
def _empty_box(side: float, tokens: Tokens, ratio: float) -> QPixmap:
    pixmap = _clear_pixmap(side + 2, ratio)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("muted"), 1))
        painter.setBrush(tokens.colour("field"))
        painter.drawRoundedRect(QRectF(1.5, 1.5, side - 1, side - 1), 4, 4)
    return pixmap


def _clear_pixmap(side: float, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(side), round(side)) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
