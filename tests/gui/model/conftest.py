"""What a test of the builder needs: the page of the model, a network of layers in the recipe, and hands."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from studio.testing import StudioRobot
from studio.views.model.kinds import Kind
from studio.views.model.layers.layer_card import LayerCard, ListLine
from studio.views.model.layers.layers_part import LayersPart

CNN = [
    {"type": "Conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1},
    {"type": "ReLU"},
    {"type": "MaxPool2d", "kernel_size": 4},
    {"type": "Flatten"},
    {"type": "Linear", "out_features": 10},
]


class BuilderHands:
    """What a person does with the list of layers, and what then stands there."""

    def __init__(self, studio: StudioRobot) -> None:
        self.studio = studio
        self.part: LayersPart = studio.window.pages.model.layers
        self.column = self.part.column

    def show(self, layers: list[dict[str, Any]]) -> None:
        """Put layers into the recipe and open the page."""
        self.studio.button("modelPageButton").click()
        recipe = self.studio.session.recipe.with_values({"model.name": "layers", "model.layers": layers})
        self.studio.session.set_recipe(recipe)
        self.wait_until_traced()

    @property
    def types(self) -> list[str]:
        """The kinds of the outer layers, in their order."""
        return [layer["type"] for layer in self.studio.session.recipe.model.arguments["layers"]]

    def wait_until_traced(self) -> None:
        self.studio.wait_for(lambda: self.part.is_traced)

    def line(self, *path: int | str) -> ListLine:
        return next(line for line in self.column.lines if line.path == path)

    def card(self, *path: int | str) -> LayerCard:
        return self.column.card(path)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        self.studio.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())

    def choose(self, *path: int | str) -> LayerCard:
        card = self.card(*path)
        self.click(card, QPoint(card.indent + 30, 20))
        return card

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.studio.qtbot.keyClick(focus, key, modifier)

    def pick(self, typed: str) -> None:
        """Type into the palette that is open, and take the first that it offers."""
        palette = self.part.palette_
        self.studio.wait_for(palette.isVisible)
        box = palette.findChild(QLineEdit, "paletteFilter")
        self.studio.qtbot.keyClicks(box, typed)
        self.studio.qtbot.keyClick(box, Qt.Key.Key_Return)
        self.wait_until_traced()

    def drag(self, start: QWidget, to: QWidget, *, below: bool = False) -> None:
        """Drag by the mouse to the upper or the lower half of another line."""
        QApplication.processEvents()
        qtbot, left = self.studio.qtbot, Qt.MouseButton.LeftButton
        begin = QPoint(start.width() // 2, 12)
        end = start.mapFromGlobal(to.mapToGlobal(QPoint(40, to.height() - 3 if below else 3)))
        qtbot.mousePress(start, left, pos=begin)
        for step in range(1, 6):
            qtbot.mouseMove(start, begin + (end - begin) * step / 5)
        qtbot.mouseRelease(start, left, pos=end)


@pytest.fixture
def builder(studio: StudioRobot) -> BuilderHands:
    """Hands on the real window, whose model is still built-in."""
    return BuilderHands(studio)


@pytest.fixture
def cnn(builder: BuilderHands) -> BuilderHands:
    """Hands on a small convolutional network of five layers."""
    builder.show(CNN)
    assert builder.studio.window.pages.model.kind is Kind.LAYERS
    return builder
