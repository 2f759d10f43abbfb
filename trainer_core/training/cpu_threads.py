"""With how many CPU threads a run computes: as many as its recipe says, or as fit beside other programs.

Another number of threads adds up in another order, and the last bits differ. So a run keeps the number with which it
began, each change of it is a mark in its history, and its snapshots hold it: resumed, it computes as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from trainer_core.compute.cpu_load import CpuLoad, cores, fitting_threads
from trainer_core.compute.process_state import use_threads
from trainer_core.errors import Message, plural
from trainer_core.training.assembly import Parts

FIELD = "training.threads"
"""The field of the recipe; 0 stands for automatic."""
KEPT = "threads"
"""Under this name a run's facts and a snapshot's versions hold the number."""


def begin(parts: Parts, load: CpuLoad) -> tuple[tuple[str, Message], ...]:
    """Choose the threads of a run that begins, where its recipe leaves that open; what its log tells of it.

    ``load`` was made when the run was asked for. In deterministic mode it is not looked at: the number, and so the last
    bits, would depend on what else runs.
    """
    training = parts.recipe.training
    if training.threads or training.deterministic or parts.device.type != "cpu":
        return ()
    others = load.others(wait=True)
    count = fitting_threads(others)
    if count >= parts.device_report.threads:
        return ()
    _take(parts, count)
    return (
        (
            "info",
            plural(
                count,
                "Other programs keep {busy} of the {cores} CPU cores busy, so this run uses 1 thread.",
                "Other programs keep {busy} of the {cores} CPU cores busy, so this run uses {n:,} threads.",
                busy=f"{others:.1f}",
                cores=cores(),
            ),
        ),
    )


def go_on(parts: Parts, kept: Mapping[str, Any]) -> tuple[tuple[str, Message], ...]:
    """Compute with the threads that are ``kept`` of a run, where its recipe leaves that open; what its log tells.

    On a machine with fewer cores it is one thread for each of them, and the last bits differ.
    """
    count = kept.get(KEPT)
    if parts.recipe.training.threads or not isinstance(count, int) or parts.device.type != "cpu" or count < 1:
        return ()
    if count <= parts.device_report.threads:
        _take(parts, count)
        return ()
    text = plural(
        count,
        "The run has used 1 thread so far and uses {now} from here on: the last bits may differ.",
        "The run has used {n:,} threads so far and uses {now} from here on, as this machine has no more cores: the "
        "last bits may differ.",
        now=parts.device_report.threads,
    )
    return (("warning", text),)


def change(parts: Parts, value: int) -> int:
    """Use ``value`` threads from now on, or if it is 0, as many as fit; for the thread that computes.

    Returns how many that is.
    """
    count = value or fitting_threads(CpuLoad().others(wait=True))
    _take(parts, count)
    use_threads(count)
    return count


def kept(parts: Parts) -> dict[str, Any]:
    """What a run's facts and a snapshot's versions hold of it."""
    return {KEPT: parts.device_report.threads} if parts.device.type == "cpu" else {}


def _take(parts: Parts, count: int) -> None:
    parts.device_report = replace(parts.device_report, threads=count)
