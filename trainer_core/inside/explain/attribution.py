"""How much each part of an input speaks for an answer: saliency, integrated gradients, Grad-CAM and occlusion.

Each method is a generator that computes a piece at a time, so that whoever asks can do something else in between, and
yields the share (0..1) that is done. None leaves anything in a model's gradients: they are taken with
`torch.autograd.grad`. Captum has the same four, which the tests hold these against; its own run to the end in one call
and bring a plotting library along.

* Saliency: Simonyan, Vedaldi and Zisserman 2013, "Deep Inside Convolutional Networks".
* Integrated gradients: Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks".
* Grad-CAM: Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization".
* Occlusion: Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks".
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from trainer_core.errors import CommandError

Score = Callable[[Tensor], Tensor]
"""What speaks for the answer that is explained, (N,), of inputs (N, …): a logit, say."""

STEPS = 64
"""Points at which integrated gradients are taken between the baseline and the input."""

_NUMBERS = 1 << 18
"""Numbers of inputs that go through a model at once, about: with gradients each of them weighs a hundredfold."""
_MOST = 16


def saliency(score: Score, x: Tensor) -> Generator[float, None, Tensor]:
    """The gradient of the score with respect to the input (1, …), of its shape; its size says how sensitive it is.

    Raises `CommandError` where there is no such gradient.
    """
    gradient = _gradients(score, x)
    yield 1.0
    return gradient


def integrated_gradients(
    score: Score, x: Tensor, baseline: Tensor, steps: int = STEPS
) -> Generator[float, None, Tensor]:
    """The input's distance from ``baseline``, both (1, …), times the mean gradient on the straight way between them.

    Their sum is the difference of both scores, as far as ``steps`` points of Gauss and Legendre tell. Raises
    `CommandError` where there is no gradient.
    """
    points, weights = np.polynomial.legendre.leggauss(steps)
    alphas = torch.tensor((points + 1) / 2, dtype=x.dtype, device=x.device)
    shares = torch.tensor(weights / 2, dtype=torch.float64, device=x.device)
    across = (-1, *([1] * (x.ndim - 1)))
    total = torch.zeros_like(x, dtype=torch.float64)
    rows = at_once(x)
    for begin in range(0, steps, rows):
        here = slice(begin, min(begin + rows, steps))
        on_the_way = baseline + alphas[here].view(across) * (x - baseline)
        total += (_gradients(score, on_the_way) * shares[here].view(across)).sum(0, keepdim=True)
        yield here.stop / steps
    return ((x - baseline) * total).to(x.dtype)


def grad_cam(score: Score, layer: nn.Module, x: Tensor) -> Generator[float, None, Tensor]:
    """The feature maps of ``layer``, each weighed by its mean gradient, summed, and what is positive of it.

    Returns (1, 1, H, W) in the size of ``x`` (1, C, H, W). Of a layer that is called several times the last call
    counts. Raises `CommandError` if it gives no feature maps, or the score has no gradient there.
    """
    given: list[Any] = []

    def take(module: nn.Module, inputs: Any, output: Any) -> Any:
        given[:] = [output]
        # What follows may work in place: it gets a copy.
        return output.clone() if isinstance(output, Tensor) else None

    hook = layer.register_forward_hook(take)
    try:
        with torch.enable_grad():
            found = score(_leaf(x).clone()).sum()
    finally:
        hook.remove()
    maps = given[0] if given else None
    if not isinstance(maps, Tensor) or maps.ndim != 4:
        raise CommandError(
            "no-feature-maps", "This layer has no feature maps for Grad-CAM to weight. Choose a convolution."
        )
    if not (found.requires_grad and maps.requires_grad):
        raise _no_gradient()
    (gradient,) = torch.autograd.grad(found, maps, allow_unused=True)
    if gradient is None:
        raise _no_gradient()
    yield 0.9
    with torch.no_grad():
        summed = (maps * gradient.mean((2, 3), keepdim=True)).sum(1, keepdim=True)
        return F.interpolate(F.relu(summed), x.shape[2:], mode="bilinear", align_corners=False)


def occlusion(score: Score, x: Tensor, filled: Tensor, window: int, stride: int) -> Generator[float, None, Tensor]:
    """By how much the score falls while a square is hidden, as the mean over all squares that cover a pixel.

    ``filled`` and ``x`` are (1, C, H, W); the square of side ``window`` is filled from the first, and moves by
    ``stride``. Returns (1, 1, H, W).
    """
    _, _, height, width = x.shape
    places = [(top, left) for top in _starts(height, window, stride) for left in _starts(width, window, stride)]
    total = torch.zeros(1, 1, height, width, dtype=torch.float64, device=x.device)
    covered = torch.zeros_like(total)
    rows, whole = at_once(x), _scores(score, x)
    for begin in range(0, len(places), rows):
        here = places[begin : begin + rows]
        hidden = x.repeat(len(here), 1, 1, 1)
        squares = [(..., slice(top, top + window), slice(left, left + window)) for top, left in here]
        for copy, square in zip(hidden, squares, strict=True):
            copy[square] = filled[0][square]
        for fall, square in zip(whole - _scores(score, hidden), squares, strict=True):
            total[square] += fall
            covered[square] += 1
        yield min(begin + rows, len(places)) / len(places)
    return (total / covered).to(x.dtype)


def occlusion_of_groups(
    score: Score, x: Tensor, filled: Tensor, groups: Sequence[slice]
) -> Generator[float, None, Tensor]:
    """By how much the score falls while each of ``groups`` of the features (1, F) is taken from ``filled``: (G,)."""
    falls = []
    rows, whole = at_once(x), _scores(score, x)
    for begin in range(0, len(groups), rows):
        here = groups[begin : begin + rows]
        hidden = x.repeat(len(here), 1)
        for copy, group in zip(hidden, here, strict=True):
            copy[group] = filled[0, group]
        falls.append(whole - _scores(score, hidden))
        yield min(begin + rows, len(groups)) / len(groups)
    return torch.cat(falls)


def at_once(x: Tensor) -> int:
    """How many inputs like ``x`` (1, …) go through a model at once, so that memory stays bounded."""
    return max(1, min(_MOST, _NUMBERS // max(1, x.numel())))


def _scores(score: Score, x: Tensor) -> Tensor:
    """The scores without their graph; no generator may yield where gradients are off."""
    with torch.no_grad():
        return score(x)


def _gradients(score: Score, x: Tensor) -> Tensor:
    """The gradient of each input's own score, of the shape of ``x`` (N, …)."""
    with torch.enable_grad():
        leaf = _leaf(x)
        # A first layer may work in place, which a leaf does not allow.
        found = score(leaf.clone()).sum()
        if not found.requires_grad:
            raise _no_gradient()
        (gradient,) = torch.autograd.grad(found, leaf, allow_unused=True)
    if gradient is None:
        raise _no_gradient()
    return gradient.detach()


def _leaf(x: Tensor) -> Tensor:
    return x.detach().clone().requires_grad_()


def _no_gradient() -> CommandError:
    return CommandError(
        "no-gradient",
        "No gradient reaches the input: the model converts it to integers, as for an embedding, or cuts the graph "
        "with detach() or no_grad(). Occlusion needs no gradient.",
    )


def _starts(length: int, window: int, stride: int) -> list[int]:
    """Where windows begin, the last one cut off at the edge, so that each pixel is covered."""
    return [place for place in range(0, length, stride) if place == 0 or place < length - window + stride]
