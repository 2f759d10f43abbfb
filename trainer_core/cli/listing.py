"""``trainer presets`` and ``trainer devices``."""

from __future__ import annotations

import argparse

from rich.markup import escape
from rich.table import Table

from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.compute.devices import available_devices
from trainer_core.recipe.presets import load_preset, preset_names


def presets(options: argparse.Namespace) -> int:
    """List the presets, the default first."""
    recipes = {name: load_preset(name) for name in preset_names()}
    if options.json:
        for name, recipe in recipes.items():
            print_json({"name": name, "title": recipe.about.title, "summary": recipe.about.summary})
        return 0
    table = Table("Preset", "What it is", box=None, pad_edge=False, header_style="bold")
    for name, recipe in recipes.items():
        table.add_row(escape(name), escape(f"{recipe.title()}. {recipe.about.summary.get('en', '')}"))
    console().print(table)
    return 0


def devices(options: argparse.Namespace) -> int:
    """List the devices, the one that ``auto`` takes first."""
    found = available_devices()
    if options.json:
        for device in found:
            print_json({"device": device.key, "name": device.name, "memory": device.memory})
        return 0
    table = Table("Device", "Name", "Memory", box=None, pad_edge=False, header_style="bold")
    for device in found:
        table.add_row(device.key, escape(device.name), f"{device.memory / 2**30:.0f} GiB" if device.memory else "")
    console().print(table)
    return 0
