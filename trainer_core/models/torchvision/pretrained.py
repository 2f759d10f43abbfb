"""What an architecture of torchvision begins from: its weights' file, what of it fits, and their preprocessing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from trainer_core.data.examples import Progress
from trainer_core.data.sources import NeededDownload
from trainer_core.errors import N_, Message, WeightsError, plural
from trainer_core.models.pretrained import Fitted, Moments
from trainer_core.models.torchvision.catalogue import architectures
from trainer_core.models.torchvision.files import is_file, needed_download, on_disk, published
from trainer_core.models.torchvision.network import Plan, changes, first_convolution, last_layer, plan

_OWN_MOMENTS = ("googlenet", "inception")
"""Modules whose published networks turn ImageNet's normalization into 0.5 and 0.5 inside themselves."""

_AUXILIARY = ("AuxLogits.", "aux1.", "aux2.")
"""The second and third answers of the Inception networks, which are left out here."""

_HEADS = {
    "vit": "heads",
    "swin": "head",
    "resnet": "fc",
    "resnext": "fc",
    "wide": "fc",
    "regnet": "fc",
} | dict.fromkeys(("googlenet", "inception", "shufflenet"), "fc")


def head_of(architecture: str) -> str:
    """The name of the part of an architecture that answers: ``fc``, ``classifier``, ``head`` or ``heads``."""
    return _HEADS.get(architecture.partition("_")[0].rstrip("0123456789"), "classifier")


class TorchvisionWeights:
    """`trainer_core.models.pretrained.Pretrained` for torchvision's architectures."""

    def needed(self, arguments: Mapping[str, Any]) -> NeededDownload | None:
        """What is to be downloaded for these arguments of the model; raises `RecipeError`."""
        architectures()
        return needed_download(arguments["architecture"], arguments["weights"])

    def is_known(self) -> bool:
        """Whether torchvision was imported and its catalogue read."""
        return architectures.cache_info().currsize > 0

    def file(self, arguments: Mapping[str, Any], progress: Progress, *, download: bool) -> Path | None:
        """The file of the weights, None to train from scratch; raises `RecipeError` and `WeightsError`."""
        if not arguments["weights"]:
            return None
        return on_disk(arguments["architecture"], arguments["weights"], progress, download=download)

    def sha256(self, arguments: Mapping[str, Any]) -> str:
        """What the sum of the file begins with, empty if that is not known."""
        return (
            "" if is_file(arguments["weights"]) else published(arguments["architecture"], arguments["weights"]).sha256
        )

    def side(self, arguments: Mapping[str, Any]) -> int:
        """The side of the pictures that the weights were trained on, 0 from scratch; raises `RecipeError`."""
        weights = arguments["weights"]
        return published(arguments["architecture"], weights).side if weights else 0

    def moments(self, arguments: Mapping[str, Any], input_shape: tuple[int, ...]) -> Moments | None:
        """Mean and deviation of each channel by which pictures are normalized; None for what the data section says."""
        asked, weights = arguments["normalization"], arguments["weights"]
        if asked == "of the data" or (asked == "auto" and not weights):
            return None
        made = _plan(arguments, input_shape, 1)
        each = published(made.published.name, weights or "DEFAULT")
        mean, std = ((0.5,) * 3, (0.5,) * 3) if made.module in _OWN_MOMENTS else (each.mean, each.std)
        return Moments(_for_channels(mean, made.channels), _for_channels(std, made.channels))

    def changes(self, arguments: Mapping[str, Any], input_shape: tuple[int, ...], outputs: int) -> tuple[Message, ...]:
        """What was changed of the published network, and how its weights' preprocessing is kept, a sentence each."""
        made = _plan(arguments, input_shape, outputs)
        found = list(changes(made))
        weights = arguments["weights"]
        if weights:
            found += _of_weights(made, published(made.published.name, weights))
        if moments := self.moments(arguments, input_shape):
            found.append(
                Message(
                    "Pictures are normalized as the weights were trained: mean {mean}, deviation {std}.",
                    {"mean": _numbers(moments.mean), "std": _numbers(moments.std)},
                )
            )
        elif weights:
            found.append(Message("Pictures are normalized as data.standardize says, not as the weights were trained."))
        return tuple(found)

    def fitted(self, state: Mapping[str, Tensor], model: nn.Module, arguments: Mapping[str, Any], path: Path) -> Fitted:
        """What of ``state``, the content of the file at ``path``, goes into ``model``, which was built for the data.

        The first convolution's weights are summed up for one channel, position embeddings are interpolated, and the
        last layer stays new unless it has as many outputs. Raises `WeightsError` for weights of another architecture.
        """
        own = model.state_dict()
        ready, adapted, new = dict(state), set[str](), set[str]()
        first, last = f"{first_convolution(model)}.weight", last_layer(model)
        if first in ready and ready[first].shape != own[first].shape:
            if ready[first].shape[0] == own[first].shape[0] and ready[first].shape[2:] == own[first].shape[2:]:
                ready[first] = _for_other_channels(ready[first], own[first].shape[1])
                adapted.add(first)
            elif arguments["stem"] == "small":
                del ready[first]
                new.add(first)
        positions = "encoder.pos_embedding"
        if positions in ready and positions in own and ready[positions].shape != own[positions].shape:
            ready[positions] = _interpolated(ready[positions], own[positions].shape)
            adapted.add(positions)
        heads = {name for name in own if name.startswith(f"{last}.")}
        if any(name not in ready or ready[name].shape != own[name].shape for name in heads):
            new |= heads
        # Files from before torch counted batches do not have these.
        new |= {name for name in own if name.endswith("num_batches_tracked") and name not in ready}
        wrong = [name for name in own if name not in new and _differs(ready.get(name), own[name])]
        # A deeper network of the same family has all that a shallower one has, and more.
        wrong += [name for name in ready if name not in own and not name.startswith(_AUXILIARY)]
        if wrong:
            raise _of_another(arguments["architecture"], arguments["weights"], path, own, ready, new, wrong[0])
        return Fitted({name: ready[name] for name in own if name not in new}, frozenset(adapted))


def _plan(arguments: Mapping[str, Any], input_shape: tuple[int, ...], outputs: int) -> Plan:
    return plan(
        input_shape,
        outputs,
        architecture_name=arguments["architecture"],
        weights=arguments["weights"],
        stem=arguments["stem"],
        image_size=arguments["image_size"],
    )


def _of_weights(made: Plan, each: Any) -> list[Message]:
    found = []
    if made.channels == 1:
        found.append(Message("The weights of its three colours are summed up for the one channel."))
    elif made.channels != 3:
        found.append(
            plural(
                made.channels,
                "The weights of its three colours are shared out to 1 channel.",
                "The weights of its three colours are shared out to {n} channels.",
            )
        )
    if made.small_stem:
        found.append(Message("The small first convolution is new: the weights have none of this size."))
    if made.seen == (each.side, each.side):
        found.append(
            Message(
                "It sees pictures of {side} × {side} pixels, the size its weights were trained on.", {"side": each.side}
            )
        )
    elif min(made.seen) < each.side and not made.is_transformer:
        facts = {"side": each.side, "height": made.seen[0], "width": made.seen[1]}
        text = N_(
            "The weights were trained on pictures of {side} × {side} pixels, and these have {height} × {width}: a "
            "larger model.image_size may be more accurate, and takes longer."
        )
        found.append(Message(text, facts))
    return found


def _for_channels(values: tuple[float, ...], channels: int) -> tuple[float, ...]:
    if channels == 1:
        return (sum(values) / len(values),)
    return tuple(values[channel % len(values)] for channel in range(channels))


def _for_other_channels(weight: Tensor, channels: int) -> Tensor:
    """Weights (K, C, h, w) for another number of channels, which answer as before to inputs that are all the same."""
    if channels == 1:
        return weight.sum(1, keepdim=True)
    colours = weight.shape[1]
    return weight[:, [channel % colours for channel in range(channels)]] * (colours / channels)


def _interpolated(embedding: Tensor, shape: tuple[int, ...]) -> Tensor:
    """Position embeddings (1, 1 + n², D) for another number of places, by torchvision's own way."""
    from torchvision.models.vision_transformer import interpolate_embeddings

    places = math.isqrt(shape[1] - 1)
    if (
        embedding.ndim != 3
        or embedding.shape[2] != shape[2]
        or math.isqrt(embedding.shape[1] - 1) ** 2 + 1 != (embedding.shape[1])
    ):
        return embedding
    state = {"encoder.pos_embedding": embedding}
    return interpolate_embeddings(places, 1, state, reset_heads=False)["encoder.pos_embedding"]  # type: ignore[no-any-return]


def _differs(value: Tensor | None, own: Tensor) -> bool:
    return value is None or value.shape != own.shape


def _of_another(
    name: str,
    weights: str,
    path: Path,
    own: Mapping[str, Tensor],
    ready: Mapping[str, Tensor],
    new: set[str],
    first: str,
) -> WeightsError:
    of = next((each.name for each in architectures() if any(one.file == path.name for one in each.weights)), "")
    facts = {
        "field": "model.weights",
        "path": str(path),
        "architecture": name,
        "fits": sum(key not in new and not _differs(ready.get(key), own[key]) for key in own),
        "all": len(own),
        "key": first,
        "file": published(name, weights).file,
        "other": of,
    }
    if of and of != name:
        return WeightsError(
            "other-architecture",
            "{path} holds the weights of {other}, and the network is {architecture}. Set model.architecture to "
            "{other}, or choose {file}.",
            **facts,
        )
    return WeightsError(
        "other-architecture",
        "{path} does not hold weights of {architecture}: {fits} of its {all} tensors fit, and {key} does not. "
        "torchvision's own file is called {file}. Choose another file, or empty model.weights to train from scratch.",
        **facts,
    )


def _numbers(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:.3g}" for value in values)
