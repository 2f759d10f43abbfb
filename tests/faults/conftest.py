"""Fixtures for the tests of faults."""

from __future__ import annotations

import pytest

from trainer_core.recipe.recipe import Recipe


@pytest.fixture
def longer(tiny: Recipe) -> Recipe:
    """Four epochs of eight batches."""
    return tiny.with_values({"training.epochs": 4})
