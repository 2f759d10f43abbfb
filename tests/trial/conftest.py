"""Files here are agreed to, unless a test is about that."""

from __future__ import annotations

import pytest

from trainer_core.trial.trust import TRUST_VARIABLE


@pytest.fixture(autouse=True)
def _agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, "yes")
