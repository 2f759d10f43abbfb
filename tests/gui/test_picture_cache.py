"""The menu empties the cache of decoded pictures, after a question."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget

from studio.dialogs.empty_cache import EmptyCacheDialog, OnEmpty
from studio.flows.picture_cache import PictureCacheFlow
from studio.session.background import Background
from trainer_core.data.examples import no_progress
from trainer_core.data.pictures.cached import Cached, decode_all
from trainer_core.data.pictures.decoding import Decoding
from trainer_core.data.pictures.scanning import scan
from trainer_core.data.pictures.store import cache_size


@pytest.fixture
def flow(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    window = QWidget()
    qtbot.addWidget(window)
    background = Background(window)
    yield PictureCacheFlow(background, window)
    background.close()


def fill(tmp_path) -> Cached:
    folder = tmp_path / "photos"
    folder.mkdir(exist_ok=True)
    Image.fromarray(np.zeros((8, 8), np.uint8)).save(folder / "1.png")
    return decode_all(folder, scan(folder).pictures, Decoding(8), no_progress)


def told_after(qtbot, flow: PictureCacheFlow) -> str:
    with qtbot.waitSignal(flow.notice) as blocker:
        flow.empty()
    sentence = blocker.args[0]
    return sentence if isinstance(sentence, str) else sentence()


def answer(monkeypatch, wanted: OnEmpty) -> list[str]:
    asked: list[str] = []

    def ask(dialog: EmptyCacheDialog) -> OnEmpty:
        asked.append(dialog.text)
        return wanted

    monkeypatch.setattr(EmptyCacheDialog, "ask", ask)
    return asked


def test_an_empty_cache_is_said_to_be_empty(qtbot, flow):
    assert told_after(qtbot, flow) == "The picture cache is empty already."


def test_decoded_pictures_are_removed_after_the_question(qtbot, flow, tmp_path, monkeypatch):
    fill(tmp_path)
    gc.collect()
    asked = answer(monkeypatch, OnEmpty.EMPTY)
    assert told_after(qtbot, flow).startswith("Removed ")
    assert "20 GB" in asked[0]
    assert cache_size() == 0


def test_what_a_run_uses_stays_and_the_notice_says_so(qtbot, flow, tmp_path, monkeypatch):
    kept = fill(tmp_path)
    answer(monkeypatch, OnEmpty.EMPTY)
    assert told_after(qtbot, flow).endswith("are in use and stay.")
    assert kept.pixels.max() == 0
    assert cache_size() > 0


def test_a_limit_that_is_no_number_is_told(qtbot, flow, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_PICTURES_GB", "much")
    assert "not a number of gigabytes" in told_after(qtbot, flow)


def test_nothing_is_removed_where_they_are_to_be_kept(qtbot, flow, tmp_path, monkeypatch):
    fill(tmp_path)
    gc.collect()
    size = cache_size()
    asked = answer(monkeypatch, OnEmpty.KEEP)
    flow.empty()
    qtbot.waitUntil(lambda: bool(asked))
    assert cache_size() == size
