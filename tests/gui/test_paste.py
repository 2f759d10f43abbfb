"""Ctrl+V does the obvious with the clipboard: a table becomes the data, files are dropped, a picture is tried."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from studio.window.page_bar import Page
from tests.gui.hands import drop
from tests.gui.test_own_data import shorten, wait_for_data
from trainer_core.protocol.events import Refused, RunEnded
from trainer_core.protocol.predicting import PathsPredicted

ROWS = [f"{n}\t{('red', 'blue')[n % 2]}\t{'yes' if n % 3 else 'no'}" for n in range(60)]
SHEET = "size\tcolour\tbought\r\n" + "\r\n".join(ROWS) + "\r\n"


@pytest.fixture(autouse=True)
def _clean_clipboard() -> None:
    QGuiApplication.clipboard().clear()


def paste(studio) -> None:
    QTest.keyClick(studio.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_cells_of_a_spreadsheet_become_the_data_and_are_kept_as_a_file(studio, studio_settings):
    QGuiApplication.clipboard().setText(SHEET)
    paste(studio)
    studio.wait_for(lambda: studio.session.recipe.data.source == "table")
    path = Path(studio.session.recipe.data.arguments["path"])
    assert path.parent == studio_settings.pasted_folder
    assert path.read_text(encoding="utf-8") == SHEET.replace("\r\n", "\n")
    assert str(path) in studio.window.banner.sentence
    wait_for_data(studio, path.name)
    assert studio.window.pages.page is Page.DATA
    shorten(studio)
    studio.button("trainButton").click()
    assert studio.wait_for_event(RunEnded).summary.test


def test_the_clipboard_is_searched_for_a_table_beside_the_window(studio, monkeypatch):
    threads = []

    def searched(text: str, html: str) -> None:
        threads.append(threading.current_thread())

    monkeypatch.setattr("studio.flows.paste.table_in", searched)
    QGuiApplication.clipboard().setText(SHEET)
    paste(studio)
    studio.wait_for(lambda: "on the clipboard" in studio.window.banner.sentence)
    assert threads
    assert threading.main_thread() not in threads


def test_of_a_refused_table_nothing_is_said_once_other_data_is_opened(studio, studio_settings, tmp_path):
    QGuiApplication.clipboard().setText("size\tcolour\n1\tred\n")
    paste(studio)
    studio.wait_for(lambda: studio.window.banner.kind == "error" and studio.window.banner.isVisible())
    assert len(list(studio_settings.pasted_folder.iterdir())) == 1
    table = tmp_path / "own table.csv"
    table.write_text("x,y\n" + "\n".join(f"{n * 0.37:.2f},{n % 2}" for n in range(50)))
    drop(studio.window, table)
    wait_for_data(studio, table.name)
    assert "pasted" not in studio.window.banner.sentence


def test_a_table_of_a_web_page_is_taken_from_its_html(studio):
    cells = "".join(f"<tr><td>{n}</td><td>{n * n % 7}</td></tr>" for n in range(40))
    data = QMimeData()
    data.setHtml(f"<table><tr><th>a</th><th>b</th></tr>{cells}</table>")
    data.setText("a b 0 0 1 1")
    QGuiApplication.clipboard().setMimeData(data)
    paste(studio)
    studio.wait_for(lambda: studio.session.recipe.data.source == "table")
    assert Path(studio.session.recipe.data.arguments["path"]).read_text().startswith("a\tb\n0\t0\n")


def test_files_and_their_paths_are_taken_as_if_they_were_dropped(studio, tmp_path):
    table = tmp_path / "own table.csv"
    table.write_text("x,y\n" + "\n".join(f"{n * 0.37:.2f},{n % 2}" for n in range(50)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    QGuiApplication.clipboard().setMimeData(data)
    paste(studio)
    wait_for_data(studio, table.name)
    other = table.rename(tmp_path / "other.csv")
    QGuiApplication.clipboard().setText(f'"{other}"\n')
    paste(studio)
    studio.wait_for(lambda: Path(studio.session.recipe.data.arguments["path"]) == other)


def test_what_is_pasted_where_the_model_is_tried_is_predicted(studio, studio_settings):
    train = studio.window.pages.train
    train.show_panel("results")
    train.tabs.setCurrentWidget(train.trying)
    train.trying.show_page("files")
    train.trying.files.open_button.setFocus()
    before = studio.session.recipe
    QGuiApplication.clipboard().setText(SHEET)
    paste(studio)
    # The model sees pictures, and the table has none: it was asked to predict it.
    studio.wait_for(lambda: studio.of(Refused) or studio.of(PathsPredicted))
    assert len(list(studio_settings.pasted_folder.iterdir())) == 1
    assert studio.session.recipe == before


def test_a_picture_is_tried_and_what_is_neither_is_said(studio):
    picture = QImage(30, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGray)
    QGuiApplication.clipboard().setImage(picture)
    studio.window.pages.show_page(Page.RUNS)
    paste(studio)
    studio.wait_for(lambda: studio.window.pages.page is Page.TRAIN)
    trying = studio.window.pages.train.trying
    assert trying.isVisible()
    studio.wait_for(lambda: trying.drawing.answer is not None)
    for words in ("just words", "~approx 5"):
        studio.window.banner.hide()
        QGuiApplication.clipboard().setText(words)
        paste(studio)
        studio.wait_for(studio.window.banner.isVisible)
        assert "on the clipboard" in studio.window.banner.sentence


def test_a_clipboard_that_has_never_held_anything_is_said(studio, monkeypatch):
    class Nothing:
        def mimeData(self) -> None:
            return None

    monkeypatch.setattr("studio.flows.paste.QGuiApplication.clipboard", Nothing)
    studio.window.pasting.paste()
    studio.wait_for(lambda: "on the clipboard" in studio.window.banner.sentence)


def test_a_text_field_keeps_its_own_paste(studio):
    field = studio.window.pages.train.form.findChild(type(studio.window.pages.train.trying.files.search))
    field.setFocus()
    before = studio.session.recipe.data.source
    QGuiApplication.clipboard().setText(SHEET)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert studio.session.recipe.data.source == before
    assert not studio.window.banner.isVisible()
