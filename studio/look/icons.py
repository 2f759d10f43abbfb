"""Our line icons, drawn in the colours of the theme that holds while they are painted: none goes stale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from studio.look.painting import reporting
from studio.look.theme import current_theme, tinted_svg
from trainer_core.files.resources import resource

APP_SIZES = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, colour: str = "text", disabled: str = "disabled_text") -> QIcon:
    """Return our icon ``name`` (the stem of a file in ``resources/icons``).

    ``colour`` and ``disabled`` are names of theme tokens, or fixed colours as ``#rrggbb``. A change of theme
    needs nothing but the repaint that it causes anyway.

    Raises:
        FileNotFoundError: there is no such icon.
        AttributeError: there is no such token.
    """
    resource("icons", f"{name}.svg")
    _resolve(colour)
    _resolve(disabled)
    return QIcon(_TintedEngine(name, colour, disabled))


def app_icon() -> QIcon:
    """Return the application's icon, in its own colours, at the sizes that desktops ask for."""
    result = QIcon()
    for size in APP_SIZES:
        result.addPixmap(_draw("app", "#000000", QSize(size, size)))
    return result


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw our icon ``name`` into ``rect`` of a painter, in a token's colour or ``#rrggbb``."""
    _renderer(name, _resolve(colour)).render(painter, rect)


class _TintedEngine(QIconEngine):
    """Draws one icon in the present theme's colours at whatever size and pixel ratio is asked for."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._disabled = disabled

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._colour, self._disabled)

    @reporting
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self._name, QRectF(rect), self._token(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _draw(self._name, _resolve(self._token(mode)), size)

    def _token(self, mode: QIcon.Mode) -> str:
        return self._disabled if mode == QIcon.Mode.Disabled else self._colour


def _resolve(colour: str) -> str:
    return colour if colour.startswith("#") else str(getattr(current_theme().tokens, colour))


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    renderer = QSvgRenderer(QByteArray(tinted_svg(name, colour)))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer


def _draw(name: str, colour: str, size: QSize) -> QPixmap:
    if size.isEmpty():
        # A style asks for it where there is no room; there is nothing to paint on.
        return QPixmap()
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(QRect(QPoint(0, 0), size)))
    painter.end()
    return pixmap
