"""A person's Python file: read and written as it is, and followed when another program changes it."""

from __future__ import annotations

import os

import pytest

from studio.views.model.own_class.source_file import SourceFile
from trainer_core.errors import CodeError


@pytest.fixture
def source(qapp):
    made = SourceFile()
    yield made
    made.deleteLater()


def test_line_ends_and_encoding_stay_what_they_are(source, tmp_path):
    path = tmp_path / "net.py"
    path.write_bytes("# -*- coding: latin-1 -*-\r\nx = 'é'\r\n".encode("latin-1"))
    source.read(path)
    assert source.text == "# -*- coding: latin-1 -*-\nx = 'é'\n"
    source.write(source.text + "y = 1\n", path)
    assert path.read_bytes() == "# -*- coding: latin-1 -*-\r\nx = 'é'\r\ny = 1\r\n".encode("latin-1")


def test_a_file_is_written_in_the_encoding_that_its_first_lines_name_by_then(source, tmp_path):
    path = tmp_path / "net.py"
    path.write_bytes("# -*- coding: latin-1 -*-\nx = 'é'\n".encode("latin-1"))
    source.read(path)
    text = "# -*- coding: utf-8 -*-\nx = 'é한'\n"
    source.write(text, path)
    assert path.read_bytes() == text.encode()


def test_what_the_encoding_of_a_file_does_not_have_is_refused_and_the_file_before_stays(source, tmp_path):
    path = tmp_path / "net.py"
    before = "# -*- coding: latin-1 -*-\nx = 'é'\n"
    path.write_bytes(before.encode("latin-1"))
    source.read(path)
    with pytest.raises(CodeError, match="한 is not in iso-8859-1"):
        source.write(before + "y = '한'\n", path)
    with pytest.raises(CodeError, match="is not in utf-8"):
        source.write("x = '\udc80'\n", path)
    assert path.read_bytes() == before.encode("latin-1")
    assert source.as_it_was()


def test_the_mark_of_a_file_in_utf_8_stays(source, tmp_path):
    path = tmp_path / "net.py"
    path.write_bytes("\ufeffx = 1\n".encode())
    source.read(path)
    assert source.text == "x = 1\n"
    source.write("x = 2\n", path)
    assert path.read_bytes() == "\ufeffx = 2\n".encode()


def test_what_is_no_text_is_refused_and_the_file_before_stays(source, tmp_path):
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text("x = 1\n")
    bad.write_bytes(b"x = '\xff'\n")
    source.read(good)
    with pytest.raises(CodeError, match="not text"):
        source.read(bad)
    with pytest.raises(CodeError, match="does not exist"):
        source.read(tmp_path / "none.py")
    assert source.path == good
    assert source.text == "x = 1\n"


def test_another_program_that_writes_or_replaces_the_file_is_noticed_and_its_own_writing_is_not(
    source, qtbot, tmp_path
):
    path = tmp_path / "net.py"
    path.write_text("x = 1\n")
    source.read(path)
    with qtbot.assertNotEmitted(source.changed_outside, wait=150):
        source.write("x = 2\n", path)
    with qtbot.waitSignal(source.changed_outside):
        path.write_text("x = 3\n")
    source.read(path)
    with qtbot.waitSignal(source.changed_outside):
        (tmp_path / "new").write_text("x = 4\n")
        os.replace(tmp_path / "new", path)
    source.read(path)
    with qtbot.waitSignal(source.changed_outside):
        path.unlink()
    assert not source.exists
    source.write("x = 5\n", path)
    with qtbot.waitSignal(source.changed_outside):
        path.write_text("x = 6\n")


def test_a_folder_that_cannot_be_written_is_told(source, tmp_path):
    with pytest.raises(CodeError, match="none"):
        source.write("x = 1\n", tmp_path / "none" / "net.py")
    assert source.path is None
