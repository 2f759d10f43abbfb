"""The fixes that problems offer: set an argument, use another layer, put layers before it, remove it."""

from __future__ import annotations

from typing import Any

from trainer_core.errors import Message
from trainer_core.models.layers.traced import Fix, Layer


def set_to(title: Message, **values: Any) -> Fix:
    """The fix that sets arguments of the layer."""
    return Fix(title, "set", values)


def setting(name: str, value: Any) -> Fix:
    """The fix that sets one argument: "Set padding to 1"."""
    return set_to(Message("Set {argument} to {value}", {"argument": name, "value": value}), **{name: value})


def before(title: Message, *layers: Layer) -> Fix:
    """The fix that puts layers before the layer."""
    return Fix(title, "before", layers=layers)


def remove(name: str) -> Fix:
    """The fix that takes the layer out."""
    return Fix(Message("Remove {layer}", {"layer": name}), "remove")


def use(name: str) -> Fix:
    """The fix that makes it a layer of another kind, with the same arguments."""
    return set_to(Message("Use {layer} instead", {"layer": name}), type=name)
