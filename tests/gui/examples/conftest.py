"""A run on pictures of which one has a wrong label, and what a person does with its examples."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt

from studio.views.data.filters import Filter
from tests.gui.hands import click
from tests.gui.test_data_page import press_cell
from trainer_core.data.corrections import ExampleKey, read_corrections
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.history.example_lists import ExampleList
from trainer_core.protocol.examples import ExamplesListed
from trainer_core.recipe.recipe import Recipe

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


def photos_with_a_wrong_label(root: Path) -> Path:
    """Dark and light pictures, 40 each, and a light one among the dark."""
    rng = np.random.default_rng(0)
    for number, name in enumerate(("dark", "light")):
        (root / name).mkdir(parents=True)
        for index in range(40):
            pixels = rng.integers(number * 150, number * 150 + 60, (12, 12, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(root / name / f"{index:02}.png")
    Image.fromarray(rng.integers(150, 210, (12, 12, 3), dtype=np.uint8)).save(root / "dark" / "wrong.png")
    return root


def small(data: dict[str, object], loss: str = "CrossEntropyLoss") -> Recipe:
    """A recipe that trains in no time."""
    return Recipe.from_dict(
        {
            "data": {"batch_size": 16, "validation_share": 5, "test_share": 5, **data},
            "model": {"name": "mlp", "widths": [16]},
            "loss": {"name": loss},
            "optimizer": {"name": "Adam", "lr": 0.01},
            "training": {"epochs": 4, "device": "cpu", "threads": 1},
        }
    )


def train_on(studio, recipe: Recipe):
    """The page of the data after a run of a recipe."""
    studio.session.set_recipe(recipe)
    studio.wait_for(lambda: studio.session.preparation.recipe == studio.session.recipe)
    studio.wait_until_prepared()
    studio.train_to_end()
    click(studio, "dataPageButton")
    return studio.window.pages.data


@pytest.fixture
def page(studio, tmp_path):
    """The page of the data after a run on the photos."""
    photos = photos_with_a_wrong_label(tmp_path / "photos")
    return train_on(studio, small({"source": "folder", "path": str(photos), "side": 12}))


def show_list(studio, page, which: ExampleList) -> ExamplesListed:
    page.filters.choose(Filter(which=which))
    studio.wait_for(lambda: page.listing.listed is not None and page.listing.listed.which is which)
    studio.wait_for(lambda: page.store.at(int(page.listing.places[0])) is not None)
    return page.listing.listed


def choose_name(studio, page, name: str) -> int:
    """Choose the picture of a file that is listed, as one does with the mouse; its place."""
    at = next(n for n, place in enumerate(page.grid.places) if name_of(page, place).endswith(name))
    press_cell(studio, page.grid, at // page.grid.columns, at % page.grid.columns)
    place = int(page.grid.places[at])
    studio.wait_for(lambda: page.detail.shown is not None and page.detail.shown.place == place)
    return place


def name_of(page, place: int) -> str:
    example = page.store.at(int(place))
    return example.name if example is not None else ""


def said(page, place: int):
    return page.chosen.said(place, page.store.at(place))


def corrections_of(studio) -> dict[ExampleKey, object]:
    path = studio.session.recipe.data.corrections
    return read_corrections(Path(path)) if path else {}


def wait_for_corrections(studio, count: int) -> None:
    studio.wait_for(lambda: len(corrections_of(studio)) == count == len(studio.window.corrections.made))


def give_label(studio, page, label: str) -> None:
    menu = page.chosen.tools.label_button.menu()
    action = next(each for each in menu.actions() if each.objectName() == f"label_{label}")
    action.trigger()


def cell(page, at: int) -> QPoint:
    index = page.grid.model().index(at // page.grid.columns, at % page.grid.columns)
    return page.grid.visualRect(index).center() - QPoint(3, 3)


def offered(page) -> list[str]:
    return [action.text() for action in page.chosen.tools.label_button.menu().actions() if action.isVisible()]


def counts_of_classes(page) -> dict[str, str]:
    items = [page.filters.findItems(name, Qt.MatchFlag.MatchExactly)[0] for name in ("dark", "light")]
    return {item.text(0): item.text(1) for item in items}
