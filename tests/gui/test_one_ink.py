"""Colour is never all that tells a state: drawn in one ink, each is still told from the others."""

from dataclasses import fields, replace
from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize
from PySide6.QtGui import QImage, QPainter

from studio.look.theme import Theme, current_theme
from studio.views.log.log_lines import _ICONS as LOG_ICONS
from studio.widgets import banner
from studio.widgets.class_marks import SIGNS, class_symbol
from studio.widgets.network_diagram import NetworkDiagram
from studio.widgets.network_layout import Node
from studio.widgets.plot_items import SYMBOLS
from studio.widgets.state_dot import State, paint_state
from studio.widgets.tile import Tile
from studio.widgets.tile_grid import TileGrid
from tests.gui.conftest import shown

INK, PAPER = "#000000", "#ffffff"
STATES = {"right", "wrong", "warning", "accent", "training", "validation", "muted", "text", "error"}


@pytest.fixture
def one_ink(studio_app, monkeypatch):
    """Every colour that tells a state is black."""
    theme = current_theme()
    told = {each.name for each in fields(theme.tokens)} & STATES
    tokens = replace(theme.tokens, panel=PAPER, **dict.fromkeys(told, INK))
    monkeypatch.setattr(Theme, "tokens", property(lambda theme: tokens))


def all_differ(pictures: dict[str, QImage]) -> bool:
    return all(one != other for one, other in combinations(pictures.values(), 2))


def test_states_differ_by_their_shape(one_ink):
    pictures = {}
    for state in get_args(State):
        image = QImage(12, 12, QImage.Format.Format_RGB32)
        image.fill(PAPER)
        painter = QPainter(image)
        paint_state(painter, state, QPointF(6, 6))
        painter.end()
        pictures[state] = image
    assert all_differ(pictures)


def test_right_and_wrong_tiles_differ_by_more_than_their_words(one_ink, qtbot):
    grid = shown(qtbot, TileGrid())
    grid.resize(300, 200)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    pictures = {}
    for name, truth in (("right", 0), ("wrong", 1)):
        # The same words in both: what differs are the marks.
        tile = Tile(0, picture, ("Bag", "Bag"), np.array([0.7, 0.3], np.float32), truth)
        grid.set_tiles([tile])
        pictures[name] = grid.grab().toImage()
    assert all_differ(pictures)


def test_a_layer_that_does_not_fit_has_a_cross(one_ink, qtbot):
    pictures = {}
    for marked in (False, True):
        diagram = NetworkDiagram()
        diagram.resize(500, 300)
        diagram.show_network((Node(0, "Conv2d", (8, 28, 28)), Node(1, "Linear", (10,), marked=marked)))
        shown(qtbot, diagram)
        edge = (diagram.place_of(1) - QPointF(diagram.boxes[1].rect.width() / 2 * diagram.zoom, 0)).toPoint()
        # Outside of the box, whose outline is thicker, too.
        pictures[str(marked)] = diagram.grab(QRect(edge - QPoint(7, 7), QSize(5, 14))).toImage()
    assert all_differ(pictures)


def test_messages_differ_by_their_icons():
    for icons in (banner._ICONS, LOG_ICONS):
        assert len({name for name, _ in icons.values()}) == len(icons)


def test_classes_differ_by_their_marks():
    assert len({class_symbol(number) for number in range(len(SYMBOLS))}) == len(SYMBOLS)
    assert set(SYMBOLS) <= set(SIGNS)
    assert len(set(SIGNS.values())) == len(SIGNS)
