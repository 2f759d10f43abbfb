"""Seconds of training until the test accuracy is 90 and 92 %: the presets beside a plain loop."""

from __future__ import annotations

import time
from collections.abc import Iterator

import torch

from tests.benchmarks.bare_loop import Material, material
from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import BATCH
from trainer_core import Engine
from trainer_core.engine.evaluate import evaluate_split
from trainer_core.protocol.commands import Pause, Split, Start, Unpause
from trainer_core.recipe.presets import load_preset

_GOALS = (0.90, 0.92)
_INTERVAL = 1.0
_PRESETS = ("fashion-mnist-fast", "fashion-mnist-cnn", "fashion-mnist-tutorial")
_BEST = "fashion-mnist-best"
_PLAIN = "plain loop (small CNN, Adam 1e-3, batch 64, float32)"
_PATIENCE = 120.0
_MOST_ROUNDS = 3
_OVERNIGHT = 6 * 3600.0


def measure(options: Options) -> list[Table]:
    contestants = [_PLAIN, *_PRESETS, *([_BEST] if options.best else [])]
    found = {name: [] for name in contestants}
    for seed in range(min(options.rounds, _MOST_ROUNDS)):
        for name in contestants:
            most = 2.0 if options.quick else _OVERNIGHT if name == _BEST else _PATIENCE
            found[name].append(once("time_to_accuracy", contestant=name, seed=seed, most=most))
    return [_table(goal, found) for goal in _GOALS] + [_reached(found)]


def _table(goal: float, found: dict[str, list[dict[str, float]]]) -> Table:
    table = Table(f"Seconds of training to {goal:.0%} test accuracy", "s")
    for name, rounds in found.items():
        times = [each[str(goal)] for each in rounds]
        reached = [seconds for seconds in times if seconds is not None]
        if reached:
            label = name if len(reached) == len(times) else f"{name} (reached in {len(reached)} of {len(times)} runs)"
            table.add(label, reached, digits=1)
        else:
            table.notes.append(f"{name} did not reach {goal:.0%}.")
    table.notes.append("Tested after each second of training, the clock stopped; each round another seed.")
    return table


def _reached(found: dict[str, list[dict[str, float]]]) -> Table:
    table = Table("Highest test accuracy met on the way", "%")
    for name, rounds in found.items():
        table.add(name, [100 * each["highest"] for each in rounds], digits=2)
    return table


def main() -> None:
    options = arguments()
    name, seed, most = options["contestant"], options["seed"], options["most"]
    sections = _plain_loop(seed) if name == _PLAIN else _preset(name, seed)
    seconds, highest = 0.0, 0.0
    times: dict[str, float | None] = dict.fromkeys(map(str, _GOALS))
    for lasted, accuracy in sections:
        seconds += lasted
        highest = max(highest, accuracy)
        for goal in _GOALS:
            if accuracy >= goal and times[str(goal)] is None:
                times[str(goal)] = seconds
        if seconds > most or times[str(max(_GOALS))] is not None:
            break
    answer({**times, "highest": highest})


def _plain_loop(seed: int) -> Iterator[tuple[float, float]]:
    """Train for ever; yields the seconds of each section and the test accuracy after it."""
    torch.manual_seed(seed)
    of = material("small CNN, Adam")
    while True:
        batches = iter(torch.randperm(len(of.images)).split(BATCH))
        whole = False
        while not whole:
            began = time.perf_counter()
            whole = not _train(of, batches, until=began + _INTERVAL)
            yield time.perf_counter() - began, _accuracy(of)


def _train(of: Material, batches: Iterator[torch.Tensor], until: float) -> bool:
    """Train on ``batches`` for a while; False when they have run out."""
    for rows in batches:
        of.optimizer.zero_grad(set_to_none=True)
        logits = of.model(of.images.index_select(0, rows).div(255))
        torch.nn.functional.cross_entropy(logits, of.labels.index_select(0, rows)).backward()
        of.optimizer.step()
        if time.perf_counter() > until:
            return True
    return False


@torch.no_grad()
def _accuracy(of: Material) -> float:
    of.model.eval()
    parts = zip(of.test_images.split(1000), of.test_labels.split(1000), strict=True)
    right = sum(int((of.model(images.div(255)).argmax(1) == labels).sum()) for images, labels in parts)
    of.model.train()
    return right / len(of.test_labels)


def _preset(name: str, seed: int) -> Iterator[tuple[float, float]]:
    """Train a preset to its end, its own validation included; yields as `_plain_loop` does."""
    recipe = load_preset(name).with_values({"training.seed": seed, "training.device": "cpu"})
    engine = Engine(lambda event: None)
    engine.post(Start(recipe, paused=True))
    engine.drive()
    while True:
        engine.post(Unpause())
        began = time.perf_counter()
        while engine.busy and time.perf_counter() - began < _INTERVAL:
            engine.turn()
        ended = not engine.busy
        engine.post(Pause())
        engine.drive()
        lasted = time.perf_counter() - began
        assert engine.parts is not None
        yield lasted, evaluate_split(engine.parts, Split.TEST).metrics["accuracy"]
        if ended:
            return


if __name__ == "__main__":
    main()
