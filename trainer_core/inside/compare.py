"""Holds two models against each other: graph by graph, weight by weight, and one example through both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from torch import Tensor, nn

from trainer_core.compute import randomness
from trainer_core.compute.devices import on_this_machine
from trainer_core.data import Examples
from trainer_core.errors import N_, CommandError, Message, WeightsError
from trainer_core.inside.activations import activations_told
from trainer_core.inside.describe import movement, plane, tiles, unobserved, unreadable
from trainer_core.inside.graph import read_graph
from trainer_core.inside.graph_capture import GraphCapture
from trainer_core.inside.same_weights import same_weights
from trainer_core.inside.tensors import named
from trainer_core.models.eval_mode import in_eval_mode
from trainer_core.protocol.commands import Split
from trainer_core.protocol.graph import Graph
from trainer_core.protocol.model_comparison import (
    CompareLayer,
    LayerCompared,
    LayerPair,
    ModelAnswers,
    ModelVersion,
    StoredVersion,
    TensorPair,
)
from trainer_core.protocol.weights_report import Movement
from trainer_core.runs.run_files import BEST, LAST, read_history, read_recipe, read_summary, require_run
from trainer_core.runs.shown.folder import SHOWN, kept_weights
from trainer_core.runs.snapshots import SNAPSHOTS, snapshot_paths
from trainer_core.training.assembly import Parts, ProgressCallback, assemble
from trainer_core.trial.kept import code_of_run
from trainer_core.weights.checkpoint import load_weights


@dataclass(slots=True)
class Side:
    """One of two models, and what an example came to in it: activations by name, ``pred`` the last, and its graph."""

    parts: Parts
    weights: dict[str, Tensor]
    activations: dict[str, Tensor] = field(default_factory=dict)
    graph: Graph = field(default_factory=Graph)
    prediction: ModelAnswers | None = None

    @property
    def tensors(self) -> dict[str, Tensor]:
        """Weights, buffers and activations by name."""
        return {**self.activations, **self.weights}


def versions_of(folder: Path) -> tuple[StoredVersion, ...]:
    """The weights that the run in ``folder`` keeps; raises `RunFolderError` if it is no run."""
    folder = folder.expanduser().absolute()
    require_run(folder)
    epochs = {row.step: row.epoch for row in read_history(folder).epochs}
    steps = {f"{SNAPSHOTS}/{path.name}": int(path.stem) for path in snapshot_paths(folder)}
    found = [StoredVersion(file, step, epochs.get(step)) for file, step in steps.items()]
    for number, path in kept_weights(folder / SHOWN).items():
        found.append(StoredVersion(path.relative_to(folder).as_posix(), None, number))
    best = read_summary(folder).get("best_epoch")
    of_best = best if isinstance(best, int) and best > 0 else None
    for name, epoch in ((LAST, max(epochs.values(), default=None)), (BEST, of_best)):
        if (folder / name).is_file():
            found.append(StoredVersion(name, None, epoch))
    if [each.file for each in found[-2:]] == [LAST, BEST] and same_weights(folder / LAST, folder / BEST):
        found[-2:] = [replace(found[-2], same_as=BEST), replace(found[-1], same_as=LAST)]
    return tuple(found)


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
        # It may be trained on while it is looked at.
        return Side(at_hand, {name: tensor.detach().clone() for name, tensor in _weights(at_hand.model)})
    folder = version.folder.expanduser().absolute()
    recipe = on_this_machine(read_recipe(folder)).with_values({"training.compile": False})
    if version.file not in {each.file for each in versions_of(folder)}:
        raise WeightsError(
            "missing-file",
            "{path} keeps no weights called {file}. Choose others of the run.",
            path=str(folder),
            file=version.file,
        )
    with code_of_run(folder):
        parts = assemble(recipe, progress, previous=previous or at_hand, download=download, run=folder)
    if not load_weights(parts.model, folder / version.file, map_location=parts.device).loaded:
        raise WeightsError(
            "do-not-fit",
            "{path} does not fit the model of its own run's recipe. Look at the file in the weights inspector.",
            path=str(folder / version.file),
        )
    return Side(parts, dict(_weights(parts.model)))


def signature_of(version: ModelVersion) -> object:
    """What changes whenever the weights of ``version`` do; None for the model at hand, and where it cannot be read."""
    if version.folder is None:
        return None
    try:
        found = (version.folder.expanduser().absolute() / version.file).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


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

    A forward pass that fails is kept as far as it got. The model, its modes and every random generator are as before
    afterwards.
    """
    parts = side.parts
    if example.input_shape != parts.dataset.input_shape:
        facts = {"one": str(example.input_shape), "other": str(parts.dataset.input_shape)}
        return Message(
            "The example is of shape {one} and the model takes {other}, so it was not put through it.", facts
        )
    x = parts.prepared(example.gathered()[0])
    side.activations.clear()
    side.graph, side.prediction = Graph(), None

    def take(name: str, tensor: Tensor) -> None:
        with unobserved():
            side.activations[name] = tensor.detach().clone()

    before, capture = randomness.capture(), GraphCapture(parts.model, None, {"x": x})
    try:
        with in_eval_mode(parts.model), torch.enable_grad(), activations_told(parts.model, take), capture:
            pred = parts.model(x)
    except Exception as error:
        if capture.failure is None or isinstance(error, MemoryError | torch.OutOfMemoryError):
            raise
        side.graph = read_graph(None, parts.model, capture)
        text = N_("The forward pass of {model} fails for this example: {error}")
        return Message(text, {"model": type(parts.model).__name__, "error": str(error).strip()})
    finally:
        randomness.restore(before)
    side.activations["pred"] = pred.detach().clone()
    side.graph = read_graph(pred, parts.model, capture)
    side.prediction = _prediction(parts, side.activations["pred"])
    return None


def layer_shown(command: CompareLayer, first: Mapping[str, Tensor], second: Mapping[str, Tensor]) -> LayerCompared:
    """Answer `trainer_core.protocol.model_comparison.CompareLayer` from the tensors of both models.

    Raises `CommandError` if neither has one of that name, or there is no such index.
    """
    both = [tensors.get(command.name) for tensors in (first, second)]
    if all(each is None for each in both):
        named(command.name, {**first, **second})
    shapes = _shape(both[0]), _shape(both[1])
    one, other = (each if each is not None and unreadable(each) is None else None for each in both)
    apart = _apart(one, other)
    if command.along is not None and all(len(shape) > 2 for shape in shapes if shape is not None):
        parts = [None if each is None else tiles(each, command.along, command.fixed, command.most)
                 for each in (one, other, apart)]  # fmt: skip
        a, b, difference = (None if part is None else part[0] for part in parts)
        counts = tuple(0 if part is None else part[1] for part in parts)
        return LayerCompared(
            command.name, shapes, tiles=(a, b), tile_differences=difference, counts=(counts[0], counts[1])
        )
    planes = [None if each is None else plane(each, command.fixed, cells=command.cells) for each in (one, other, apart)]
    return LayerCompared(command.name, shapes, (planes[0], planes[1]), planes[2])


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


def _prediction(parts: Parts, pred: Tensor) -> ModelAnswers | None:
    """The answer with the names of its values; None where the model gives another number than its task wants."""
    dataset, classes = parts.dataset, parts.task.answers_classes
    names = tuple(dataset.class_names if classes else dataset.target_names)
    if pred.ndim != 2 or pred.shape[1] != parts.task.outputs(dataset.labels):
        return None
    values = parts.scorer.answer(pred.float())[0].tolist()
    return ModelAnswers(names, tuple(values), classes) if len(values) == len(names) else None


def _apart(one: Tensor | None, other: Tensor | None) -> Tensor | None:
    """The second minus the first; None where that cannot be computed."""
    if one is None or other is None or one.shape != other.shape:
        return None
    with unobserved():
        wide = torch.promote_types(torch.promote_types(one.dtype, other.dtype), torch.float32)
        return other.detach().to(one.device, wide) - one.detach().to(wide)


def _weights(model: nn.Module) -> Iterator[tuple[str, Tensor]]:
    """Every parameter and buffer by each of its names, those that are shared and those that are not saved too."""
    yield from model.named_parameters(remove_duplicate=False)
    yield from model.named_buffers(remove_duplicate=False)


def _layers(model: nn.Module) -> dict[str, nn.Module]:
    return {path: module for path, module in model.named_modules() if _own(path, module)}


def _own(path: str, module: nn.Module | None) -> dict[str, Tensor]:
    """The parameters and buffers of a module itself, by their names in the model."""
    if module is None:
        return {}
    begin = f"{path}." if path else ""
    own = (*module.named_parameters(recurse=False), *module.named_buffers(recurse=False))
    return {begin + name: tensor for name, tensor in own}


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
