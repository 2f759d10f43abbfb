"""Holds two models against each other: graph by graph, weight by weight, and one example through both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn

from trainer_core.compute import randomness
from trainer_core.compute.devices import on_this_machine
from trainer_core.data import Examples
from trainer_core.errors import CommandError, Message, WeightsError
from trainer_core.inside.activations import activations_told
from trainer_core.inside.describe import movement, unobserved, unreadable
from trainer_core.inside.graph import read_graph
from trainer_core.inside.graph_capture import GraphCapture
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.protocol.commands import Split
from trainer_core.protocol.graph import Graph
from trainer_core.protocol.model_comparison import LayerPair, ModelVersion, StoredVersion, TensorPair
from trainer_core.protocol.weights_report import Movement
from trainer_core.runs.run_files import BEST, LAST, read_history, read_recipe, read_summary, require_run
from trainer_core.runs.snapshots import SNAPSHOTS, snapshot_paths
from trainer_core.training.assembly import Parts, ProgressCallback, assemble
from trainer_core.trial.kept import code_of_run
from trainer_core.weights.checkpoint import load_weights


@dataclass(slots=True)
class Side:
    """One of two models, and what an example came to in it: activations by name, ``pred`` the last, and its graph."""

    parts: Parts
    activations: dict[str, Tensor] = field(default_factory=dict)
    graph: Graph = field(default_factory=Graph)

    @property
    def tensors(self) -> dict[str, Tensor]:
        """Weights, buffers and activations by name."""
        return {**self.activations, **self.parts.model.state_dict()}


def versions_of(folder: Path) -> tuple[StoredVersion, ...]:
    """The weights that the run in ``folder`` keeps; raises `RunFolderError` if it is no run."""
    folder = folder.expanduser().absolute()
    require_run(folder)
    epochs = {row.step: row.epoch for row in read_history(folder).epochs}
    steps = {f"{SNAPSHOTS}/{path.name}": int(path.stem) for path in snapshot_paths(folder)}
    found = [StoredVersion(file, step, epochs.get(step)) for file, step in steps.items()]
    best = read_summary(folder).get("best_epoch")
    of_best = best if isinstance(best, int) and best > 0 else None
    for name, epoch in ((LAST, max(epochs.values(), default=None)), (BEST, of_best)):
        if (folder / name).is_file():
            found.append(StoredVersion(name, None, epoch))
    return tuple(found)


def weights_file_of(version: ModelVersion) -> Path:
    """The weights file that ``version``, of a run, names; raises `TrainerError` if the run keeps no such."""
    if version.folder is None:
        raise CommandError("no-run-chosen", "The model at hand is no run. Choose the folder of one.")
    folder = version.folder.expanduser().absolute()
    if version.file not in {each.file for each in versions_of(folder)}:
        raise WeightsError(
            "missing-file",
            "{path} keeps no weights called {file}. Choose others of the run.",
            path=str(folder),
            file=version.file,
        )
    return folder / version.file


def side_of(
    version: ModelVersion,
    at_hand: Parts | None,
    progress: ProgressCallback,
    *,
    previous: Parts | None = None,
    download: bool = False,
) -> Side:
    """The model that ``version`` names, with its data; ``at_hand`` is the one without a folder.

    Data is taken over from ``previous`` where it is the same. Raises `TrainerError` if there is none, or its run, data
    or weights cannot be read.
    """
    if version.folder is None:
        if at_hand is None:
            raise CommandError("no-model", "There is no model yet. Prepare or start a run first.")
        return Side(at_hand)
    file = weights_file_of(version)
    folder = version.folder.expanduser().absolute()
    recipe = on_this_machine(read_recipe(folder)).with_values({"training.compile": False})
    with code_of_run(folder):
        parts = assemble(recipe, progress, previous=previous or at_hand, download=download, run=folder)
    if not load_weights(parts.model, file, map_location=parts.device).loaded:
        raise WeightsError(
            "do-not-fit",
            "{path} does not fit the model of its own run's recipe. Look at the file in the weights inspector.",
            path=str(file),
        )
    return Side(parts)


def example_of(parts: Parts, split: Split, index: int) -> Examples:
    """One example of a split; raises `CommandError` if there is no such."""
    dataset = parts.dataset
    examples = {Split.TRAINING: dataset.train, Split.VALIDATION: dataset.validation, Split.TEST: dataset.test}[split]
    if not 0 <= index < len(examples):
        raise CommandError(
            "no-such-example",
            "There is no example {index} in the {split} set; its size is {count}.",
            split=split.value,
            index=index,
            count=len(examples),
        )
    return examples.at(torch.tensor([index]))


def put_through(side: Side, example: Examples) -> Message | None:
    """Put one example through the model in evaluation mode and keep what came; returns why that cannot be done.

    The model, its modes and every random generator are as before afterwards.
    """
    parts = side.parts
    if example.input_shape != parts.dataset.input_shape:
        facts = {"one": str(example.input_shape), "other": str(parts.dataset.input_shape)}
        return Message(
            "The example is of shape {one} and the model takes {other}, so it was not put through it.", facts
        )
    x = parts.prepared(example.gathered()[0])
    side.activations.clear()

    def take(name: str, tensor: Tensor) -> None:
        with unobserved():
            side.activations[name] = tensor.detach().clone()

    before = randomness.capture()
    try:
        with (
            in_eval_mode(parts.model),
            torch.enable_grad(),
            activations_told(parts.model, take),
            GraphCapture(parts.model, None, {"x": x}) as capture,
        ):
            pred = parts.model(x)
    finally:
        randomness.restore(before)
    side.activations["pred"] = pred.detach().clone()
    side.graph = read_graph(pred, parts.model, capture)
    return None


def layer_pairs(first: nn.Module, second: nn.Module) -> Iterator[LayerPair]:
    """The modules with weights of their own, one by one, by their paths."""
    ones, others = _layers(first), _layers(second)
    for path in dict.fromkeys((*ones, *others)):
        one, other = ones.get(path), others.get(path)
        a, b = _own(path, one), _own(path, other)
        pairs = tuple(_pair(name, a.get(name), b.get(name)) for name in dict.fromkeys((*a, *b)))
        yield LayerPair(path, (_type(one), _type(other)), pairs)


def activation_pairs(first: Mapping[str, Tensor], second: Mapping[str, Tensor]) -> Iterator[TensorPair]:
    """The activations of both, one by one, by their names; ``pred`` comes last."""
    names = [name for name in dict.fromkeys((*first, *second)) if name != "pred"]
    for name in [*names, *(["pred"] if "pred" in first or "pred" in second else [])]:
        yield _pair(name, first.get(name), second.get(name))


def _layers(model: nn.Module) -> dict[str, nn.Module]:
    return {path: module for path, module in model.named_modules() if _own(path, module)}


def _own(path: str, module: nn.Module | None) -> dict[str, Tensor]:
    """The parameters and buffers of a module itself, by their names in the model."""
    if module is None:
        return {}
    begin = f"{path}." if path else ""
    named = (*module.named_parameters(recurse=False), *module.named_buffers(recurse=False))
    return {begin + name: tensor for name, tensor in named}


def _type(module: nn.Module | None) -> str:
    return "" if module is None else type(module).__name__


def _pair(name: str, one: Tensor | None, other: Tensor | None) -> TensorPair:
    return TensorPair(name, (_shape(one), _shape(other)), _movement(one, other))


def _shape(tensor: Tensor | None) -> tuple[int, ...] | None:
    return None if tensor is None else tuple(tensor.shape)


def _movement(one: Tensor | None, other: Tensor | None) -> Movement | None:
    if one is None or other is None or one.shape != other.shape:
        return None
    if unreadable(one) is not None or unreadable(other) is not None:
        return None
    return movement(one, other)
