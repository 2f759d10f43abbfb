"""The autograd graph in the window: seconds to lay it out, milliseconds to zoom and pan it."""

from __future__ import annotations

import time
from statistics import median

import torch  # before Qt, as at the program's entry
import torchvision
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from torch import nn

from studio.look.theme import current_theme
from studio.widgets.graph_view.layout import GraphBox, GraphFrame, GraphLink, Placed, place
from studio.widgets.graph_view.view import GraphView
from tests.benchmarks.contest import answer, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core.inside.graph import read_graph
from trainer_core.inside.graph_capture import GraphCapture
from trainer_core.inside.graph_fold import Folded, fold, opened_at_first, opened_to
from trainer_core.protocol.graph import Graph

_FRAMES = 60
_SIDE = 64
_COPIES = 3
"""So many vision transformers beside each other have more than two thousand nodes."""


def measure(options: Options) -> list[Table]:
    rounds = [once("graph") for _ in range(1 if options.quick else options.rounds)]
    seconds = Table("The autograd graph: reading, folding and laying out", "s")
    frames = Table("A frame of the autograd graph at 1920×1080, painting included", "ms")
    for table, part, target in ((seconds, "seconds", "≤ 2 s"), (frames, "frames", "≤ 33 ms")):
        for label in rounds[0][part]:
            table.add(label, [each[part][label] for each in rounds], digits=3 if table is seconds else 1, target=target)
    frames.notes.append(f"The median of {_FRAMES} frames each; the slowest of each kind is beside it.")
    return [seconds, frames]


def main() -> None:
    app = QApplication([])
    current_theme().apply(app)
    seconds: dict[str, float] = {}
    frames: dict[str, float] = {}
    for name, model in _models():
        began = time.perf_counter()
        graph = _read(model)
        seconds[f"{name}: reading {len(graph.nodes):,} nodes"] = time.perf_counter() - began
        for what, opened in (("at first", opened_at_first(graph)), ("everything open", opened_to(graph, 99))):
            began = time.perf_counter()
            folded = fold(graph, opened)
            placed = _placed(folded)
            label = f"{name}, {what}: {len(folded.boxes):,} boxes"
            seconds[f"{label}, laid out"] = time.perf_counter() - began
            frames |= {f"{label}, {way}": took for way, took in _frames(app, placed).items()}
    answer({"seconds": seconds, "frames": frames})


def _models() -> list[tuple[str, nn.Module]]:
    vit = torchvision.models.VisionTransformer
    several = nn.ModuleList(vit(_SIDE, 16, 12, 2, 32, 64, num_classes=10) for _ in range(_COPIES))
    return [
        ("ResNet-50", torchvision.models.resnet50(num_classes=10)),
        ("ViT-B/16", vit(_SIDE, 16, 12, 12, 768, 3072, num_classes=10)),
        (f"{_COPIES} ViTs", _Sum(several)),
    ]


class _Sum(nn.Module):
    """The sum of what several networks answer."""

    def __init__(self, parts: nn.ModuleList) -> None:
        super().__init__()
        self.parts = parts

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.stack([part(x) for part in self.parts]).sum(0)


def _read(model: nn.Module) -> Graph:
    x, y = torch.randn(2, 3, _SIDE, _SIDE), torch.zeros(2, dtype=torch.long)
    criterion = nn.CrossEntropyLoss()
    with GraphCapture(model, criterion, {"x": x, "y": y}) as capture:
        loss = criterion(model(x), y)
    return read_graph(loss, model, capture)


def _placed(folded: Folded) -> Placed:
    boxes = [GraphBox(box.key, box.kind.value, box.title, box.path, str(box.shape)) for box in folded.boxes]
    links = [GraphLink(link.source, link.target) for link in folded.links]
    frames = [GraphFrame(frame.key, frame.title, frame.boxes, frame.depth) for frame in folded.frames]
    return place(boxes, links, frames)


def _frames(app: QApplication, placed: Placed) -> dict[str, float]:
    """Milliseconds of a frame: all of it zoomed, all of it panned, and near by."""
    view = GraphView()
    view.resize(1920, 1080)
    view.show_placed(placed)
    view.show()
    app.processEvents()
    middle = QPointF(view.viewport().rect().center())
    found = {}
    for way, near, step in (("whole, zoomed", 0, "zoom"), ("whole, panned", 0, "pan"), ("near, panned", 1, "pan")):
        view.show_all()
        if near:
            view.zoom_by(0.7 / view.zoom)
        took = []
        for frame in range(_FRAMES):
            began = time.perf_counter()
            if step == "zoom":
                view.zoom_by(1.02 if frame % 2 else 1 / 1.02, middle)
            else:
                view.verticalScrollBar().setValue(view.verticalScrollBar().value() + (3 if frame % 2 else -3))
            view.viewport().repaint()
            took.append((time.perf_counter() - began) * 1000)
        found[way], found[f"{way}, slowest"] = median(took), max(took)
    view.close()
    return found


if __name__ == "__main__":
    main()
