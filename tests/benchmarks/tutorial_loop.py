"""Contestant: the tutorial's way, a DataLoader that turns each picture into a tensor when its turn comes."""

from __future__ import annotations

import time
from itertools import islice

import torch.nn.functional as F
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms import ToTensor

from tests.benchmarks.bare_loop import Material, material
from tests.benchmarks.contest import answer, arguments, turns
from tests.benchmarks.workloads import BATCH


class Pictures(Dataset):
    """What ``torchvision.datasets.FashionMNIST(…, transform=ToTensor())`` does for an example."""

    def __init__(self, of: Material) -> None:
        self._images = of.images[:, 0]
        self._labels = of.labels
        self._transform = ToTensor()

    def __len__(self) -> int:
        return len(self._images)

    def __getitem__(self, index: int) -> tuple[object, int]:
        return self._transform(Image.fromarray(self._images[index].numpy())), int(self._labels[index])


def train(of: Material, loader: DataLoader, batches: int, losses: list[float]) -> None:
    of.model.train()
    for inputs, targets in islice(loader, batches):
        loss = F.cross_entropy(of.model(inputs), targets)
        loss.backward()
        of.optimizer.step()
        of.optimizer.zero_grad()
        losses.append(loss.item())


def main() -> None:
    options = arguments()
    of = material(options["workload"], options["limit"])
    loader = DataLoader(Pictures(of), batch_size=BATCH, shuffle=True)
    losses: list[float] = []
    batches = min(options["batches"], len(loader) - 1)
    train(of, loader, batches // 4, losses)
    for _ in turns():
        began = time.perf_counter()
        train(of, loader, batches, losses)
        answer(batches * BATCH / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
