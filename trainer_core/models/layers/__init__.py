"""A network as a list of layers: the catalogue, tracing shapes without memory, building, reading as code."""

from __future__ import annotations

from trainer_core.models.layers.building import build
from trainer_core.models.layers.catalogue import LayerType, catalogue, new_layer
from trainer_core.models.layers.chain import checked
from trainer_core.models.layers.code import as_code
from trainer_core.models.layers.networks import as_layers
from trainer_core.models.layers.traced import Layer, Path_, Repair, Trace, TracedLayer, layer_at
from trainer_core.models.layers.tracing import trace

__all__ = [
    "Layer",
    "LayerType",
    "Path_",
    "Repair",
    "Trace",
    "TracedLayer",
    "as_code",
    "as_layers",
    "build",
    "catalogue",
    "checked",
    "layer_at",
    "new_layer",
    "trace",
]
