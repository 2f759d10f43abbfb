"""Data: where examples come from, how they are split, and how they reach the model by the batch."""

from __future__ import annotations

from trainer_core.data.batches import Batches, evaluation_batches, training_batches
from trainer_core.data.convert import prepare_inputs
from trainer_core.data.examples import Dataset, Examples, Progress, Provenance, RawData
from trainer_core.data.labels import Labels, TaskName
from trainer_core.data.load import load_dataset
from trainer_core.data.sources import NeededDownload, download_needed, sources

# isort: off
# Each of these fills the registry, in the order in which a menu lists the sources.
from trainer_core.data.pictures import folder as folder
from trainer_core.data.tables import source as table_source  # noqa: F401
from trainer_core.data.arrays import arrays_source as arrays_source
from trainer_core.data import dataset_source as dataset_source
from trainer_core.data import object_source as object_source
from trainer_core.data.builtin import real as real
from trainer_core.data.builtin import toys as toys
from trainer_core.data import torchvision_sources as torchvision_sources
# isort: on

__all__ = [
    "Batches",
    "Dataset",
    "Examples",
    "Labels",
    "NeededDownload",
    "Progress",
    "Provenance",
    "RawData",
    "TaskName",
    "download_needed",
    "evaluation_batches",
    "load_dataset",
    "prepare_inputs",
    "sources",
    "training_batches",
]
