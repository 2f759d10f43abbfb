"""Settings on the command line: ``--set KEY=VALUE``, the value in TOML or plain text."""

from __future__ import annotations

from typing import Any

import tomlkit
import tomlkit.exceptions

from trainer_core.errors import RecipeError


def changes(settings: list[str], device: str | None = None) -> dict[str, Any]:
    """What ``KEY=VALUE`` settings, the value in TOML or plain text, and a device ask for; raises `RecipeError`."""
    wanted: dict[str, Any] = {}
    for setting in settings:
        key, sign, text = setting.partition("=")
        if not sign:
            raise RecipeError(
                "not-a-setting",
                "{setting} is not a setting. Write it as KEY=VALUE, for example training.epochs=3.",
                field=key,
                setting=repr(setting),
            )
        try:
            wanted[key.strip()] = tomlkit.value(text.strip()).unwrap()
        except (tomlkit.exceptions.TOMLKitError, ValueError):
            wanted[key.strip()] = text.strip()
    if device:
        wanted["training.device"] = device
    return wanted
