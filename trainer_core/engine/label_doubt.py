"""Estimates how doubtful each training label is: by its loss over the epochs and by the labels of similar examples.

Two published measures are added, both as negative logarithms of a probability of the label that an example has:

* its mean loss over the epochs, the confidence of Dataset Cartography (Swayamdipta et al. 2020, "Dataset Cartography:
  Mapping and Diagnosing Datasets with Training Dynamics") in logarithms;
* the share of that label among the k nearest other examples, as in Deep k-NN (Bahri, Jiang and Gupta 2020, "Deep k-NN
  for Noisy Labels"), in the last hidden layer of the model and among its inputs.

With mean loss m, classes of prior π, and n of the k nearest having the label y, the doubt is
``m + ½ Σ −log((n + 2 π_y) / (k + 2))`` over both spaces and k = 10 and 50. The estimate is in sample: the model has
learnt from every label that is judged. Only in the vote of the inputs does an example's own label have no part.

The measures weigh 3 in all, so −doubt / 3 is the mean logarithm of the probability that they give to the label. Where
that is less than a guess among the K classes, 1 / K, the example is worth looking at: with 2 % of Fashion-MNIST's
labels changed these were 4 % of all, with 96 % of the changed ones among them (one seed).

Distances are Euclidean, in the 64 principal directions of each space; there an example takes 256 bytes. The nearest are
sought among 60,000 examples at most, which are drawn where there are more, so the time grows with the examples and not
with their square.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from trainer_core.data import Examples, prepare_inputs
from trainer_core.engine.neighbours import last_hidden
from trainer_core.training.assembly import Parts

Space = Callable[[Tensor], Tensor]
"""Raw inputs (N, …) as points (N, F) float32, of which the near ones are alike."""

_NEAREST = (10, 50)
_WEIGHT = 3.0
"""What the measures weigh together: the loss, and half of each of four votes."""
_DIRECTIONS = 64
_PRIOR = 2.0
"""Votes that are shared out by how frequent the classes are, so that no label is impossible."""
_REFERENCES = 60_000
_LEARNT_FROM = 4_096
"""Examples, at most, of which the principal directions are learnt."""
_NUMBERS = 32_000_000
"""Numbers of which the principal directions are learnt, at most, so that memory stays bounded whatever inputs there
are."""
_DISTANCES = 4_000_000
"""Distances that are held at once; ten times as many take twice the time, for they leave the caches."""


def label_doubts(parts: Parts, mean: npt.NDArray[np.float32]) -> Generator[float, None, npt.NDArray[np.float32]]:
    """Judge the label of every training example, (N,): the higher, the more doubtful.

    ``mean`` (N,) are the mean losses, ``parts`` hold a classification and the weights that have learnt it. Each yield
    is the part (0..1) that is done.
    """
    train = parts.dataset.train
    labels = torch.from_numpy(parts.task.truth(train.targets)).to(parts.device, torch.int64)
    doubts = torch.from_numpy(mean.astype(np.float32)).to(parts.device)
    spaces = (lambda raw: _standardized(parts, raw), lambda raw: F.normalize(last_hidden(parts, raw)))
    for number, space in enumerate(spaces):
        points = torch.empty((len(train), 0), device=parts.device)
        for done in (seeing := _Projection(train, space, parts.recipe.training.evaluation_batch_size)).run():
            yield (number + 0.3 * done) / len(spaces)
        points = seeing.points
        for start, surprise in surprises(points, labels):
            doubts[start : start + len(surprise)] += 0.5 * surprise
            yield (number + 0.3 + 0.7 * (start + len(surprise)) / len(train)) / len(spaces)
    return doubts.cpu().numpy()


def worth_looking_at(doubts: npt.NDArray[np.float32], classes: int) -> int:
    """How many of the labels with these ``doubts`` (N,), NaN for none, are less probable than a guess among classes."""
    return int((doubts > _WEIGHT * math.log(max(2, classes))).sum())


def surprises(points: Tensor, labels: Tensor) -> Generator[tuple[int, Tensor], None, None]:
    """How little the labels of the nearest other ``points`` (N, F) speak for each of ``labels`` (N,) int64.

    Yields consecutive pieces, each with the place of its first example: −log of the share of the label among the k
    nearest, summed over the values of k, (n,) float32. In small data k is at most a fifth of the mean class.
    """
    count = len(points)
    draw = torch.Generator().manual_seed(0)
    drawn = torch.arange(count) if count <= _REFERENCES else torch.randperm(count, generator=draw)[:_REFERENCES]
    references = drawn.to(points.device)
    prior = labels.bincount().float() / max(1, count)
    most = min(max(1, count // (5 * max(1, len(prior)))), len(references) - 1)
    among, their_labels = points[references], labels[references]
    half_squares = 0.5 * among.square().sum(1)
    size = max(1, _DISTANCES // max(1, len(references)))
    for start in range(0, count, size):
        here = slice(start, min(start + size, count))
        # |a − b|² less what is the same for all b, halved.
        distances = torch.addmm(half_squares, points[here], among.T, alpha=-1)
        distances[references == torch.arange(here.start, here.stop, device=points.device).unsqueeze(1)] = math.inf
        nearest = distances.topk(max(0, min(max(_NEAREST), most)), largest=False).indices
        agree = (their_labels[nearest] == labels[here].unsqueeze(1)).float()
        surprise = torch.zeros(len(agree), device=points.device)
        for k in (min(k, most) for k in _NEAREST):
            surprise -= torch.log((agree[:, :k].sum(1) + _PRIOR * prior[labels[here]]) / (max(0, k) + _PRIOR))
        yield start, surprise


class _Projection:
    """The ``points`` (N, D) of examples in the principal directions of a space, D at most 64; there after `run`."""

    def __init__(self, examples: Examples, space: Space, size: int) -> None:
        self._examples = examples
        self._space = space
        self._size = size
        self.points = torch.empty(0)

    def run(self) -> Generator[float, None, None]:
        """Project them, some at a time; each yield is the part (0..1) that is done."""
        mean, directions = self._directions()
        count, found = len(self._examples), []
        for start in range(0, count, self._size):
            found.append((self._at(torch.arange(start, min(start + self._size, count))) - mean) @ directions)
            yield min(start + self._size, count) / count
        self.points = torch.cat(found)

    def _directions(self) -> tuple[Tensor, Tensor]:
        """The mean (F,) and the principal directions (F, D) of examples that are drawn."""
        count = len(self._examples)
        width = max(1, self._at(torch.zeros(1, dtype=torch.int64)).shape[1])
        most = max(_DIRECTIONS + 1, min(_LEARNT_FROM, _NUMBERS // width))
        drawn = torch.randperm(count, generator=torch.Generator().manual_seed(0))[:most]
        sample = torch.cat([self._at(piece) for piece in torch.split(drawn, self._size)])
        mean = sample.mean(0)
        sample = sample - mean
        # The smaller of the two squares has the same directions: (F, F), or (n, n) where inputs are large.
        if sample.shape[1] <= len(sample):
            return mean, torch.linalg.eigh(sample.T @ sample).eigenvectors[:, -_DIRECTIONS:]
        values, vectors = torch.linalg.eigh(sample @ sample.T)
        strong = values > 1e-6 * values[-1].clamp_min(1e-30)
        values, vectors = values[strong][-_DIRECTIONS:], vectors[:, strong][:, -_DIRECTIONS:]
        return mean, sample.T @ vectors / values.sqrt()

    def _at(self, places: Tensor) -> Tensor:
        return self._space(self._examples.at(places).gathered()[0]).nan_to_num(0.0, 0.0, 0.0)


def _standardized(parts: Parts, raw: Tensor) -> Tensor:
    """Inputs (N, F) of which each channel or feature has mean 0 and deviation 1, whatever the model takes."""
    dataset = parts.dataset
    inputs = raw.to(parts.device)
    return prepare_inputs(inputs, mean=dataset.mean, std=dataset.std, standardize=True, channels_last=False).flatten(1)
