"""How Help looks: letters, colours, lines, panels of code and the ring of the focus."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QTextTable
from PySide6.QtTest import QTest

from studio.look import fonts
from studio.look.guide import entry
from studio.look.theme import current_theme


def test_text_and_colours_follow_the_program(studio):
    studio.window.help.open("epoch")
    view = studio.window.help.view
    document = view.reader.document()
    before = document.defaultFont().pointSizeF()
    studio.window.text_size.set_scale(1.5)
    studio.wait_for(lambda: document.defaultFont().pointSizeF() == pytest.approx(1.5 * before, rel=0.01))
    light = document.toHtml()
    theme = current_theme()
    mode = theme.mode
    theme.set_mode("dark" if theme.tokens.name == "light" else "light")
    studio.wait_for(lambda: document.toHtml() != light)
    assert theme.tokens.text in document.toHtml()
    theme.set_mode(mode)
    studio.window.text_size.set_scale(1.0)
    studio.wait_for(lambda: document.defaultFont().pointSizeF() == pytest.approx(before))


@pytest.mark.parametrize("size", [(900, 600), (1024, 700), (1920, 1080)])
def test_lines_are_neither_cut_nor_too_long(studio, size):
    studio.window.resize(*size)
    studio.window.help.open("troubleshooting")
    reader = studio.window.help.view.reader
    studio.wait_for(lambda: studio.window.width() == size[0])
    assert reader.horizontalScrollBar().maximum() == 0
    letters = QFontMetricsF(fonts.font()).averageCharWidth()
    assert reader.document().textWidth() < 140 * letters


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("id_", ["step", "state-dict", "refused-weights"])
def test_code_stands_on_a_panel_of_its_own_in_letters_of_one_width(studio, theme, id_):
    studio.action(f"theme_{theme}").trigger()
    studio.qtbot.waitUntil(lambda: not current_theme().restyling.busy)
    studio.window.help.open(id_)
    document = studio.window.help.view.reader.document()
    panels = [each for each in document.rootFrame().childFrames() if not isinstance(each, QTextTable)]
    assert len(panels) == 1
    panel = panels[0]
    tokens = current_theme().tokens
    assert panel.frameFormat().background().color() == tokens.colour("raised")
    block, lines = document.findBlock(panel.firstPosition()), []
    while block.isValid() and block.position() <= panel.lastPosition():
        assert block.begin().fragment().charFormat().font().family() == fonts.monospace().family()
        assert (block.blockFormat().topMargin(), block.blockFormat().bottomMargin()) == (0, 0)
        lines.append(block.text())
        block = block.next()
    assert "\n".join(lines) == re.search(r"```\w*\n(.*?)\n```", entry(id_).markdown, re.DOTALL)[1]


def test_the_text_has_a_whole_ring_where_tab_has_reached_it_and_none_after_a_click(studio):
    studio.window.help.open("first-minute")
    reader, ring = studio.window.help.view.reader, studio.window.focus_ring
    studio.window.activateWindow()
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert reader.hasFocus()
    assert not ring.isVisible()
    studio.window.help.view.contents.setFocus()
    with ring.reaching():
        reader.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    assert ring.geometry() == reader.rect().translated(reader.mapTo(studio.window, QPoint(0, 0)))
