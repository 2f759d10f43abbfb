"""What a person wants to be told of, and by which ways; read from the settings and written there."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from trainer_core.runs.run_report import Happening

RULES = (Happening.ENDED, Happening.DIVERGED, Happening.STALLED, Happening.TARGET)


class Way(StrEnum):
    """How a person is told."""

    DESKTOP = "desktop"
    SOUND = "sound"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Target:
    """A metric (empty: the one that the run shows first) that is at least, or else at most, ``value``."""

    metric: str = ""
    at_least: bool = True
    value: float = 0.9

    def reached_by(self, value: float) -> bool:
        """Whether ``value`` of the metric is on the wanted side; NaN never is."""
        return value >= self.value if self.at_least else value <= self.value


@dataclass(frozen=True, slots=True)
class TellRules:
    """The ways of each happening, after how many minutes without progress a run has stalled, and the target."""

    ways: frozenset[tuple[Happening, Way]] = frozenset({(Happening.ENDED, Way.DESKTOP)})
    stalled_minutes: float = 10.0
    target: Target = Target()

    def of(self, happening: Happening) -> frozenset[Way]:
        """By which ways a person is told of ``happening``."""
        return frozenset(way for rule, way in self.ways if rule is happening)


def read_rules(text: str) -> TellRules:
    """The rules in the JSON that `written` makes; what is missing there or makes no sense counts as the default."""
    try:
        stored: Any = json.loads(text or "{}")
    except (ValueError, RecursionError):
        stored = {}
    if not isinstance(stored, dict):
        return TellRules()
    default = TellRules()
    minutes = stored.get("stalled_minutes")
    return TellRules(
        _ways(stored["ways"]) if isinstance(stored.get("ways"), list) else default.ways,
        float(minutes) if _is_number(minutes) and minutes > 0 else default.stalled_minutes,
        _target(stored.get("target")),
    )


def written(rules: TellRules) -> str:
    """``rules`` as JSON on one line."""
    target = rules.target
    return json.dumps(
        {
            "ways": sorted(f"{rule.value}:{way.value}" for rule, way in rules.ways),
            "stalled_minutes": rules.stalled_minutes,
            "target": {"metric": target.metric, "at_least": target.at_least, "value": target.value},
        }
    )


def _ways(stored: list[Any]) -> frozenset[tuple[Happening, Way]]:
    every = {f"{rule.value}:{way.value}": (rule, way) for rule in RULES for way in Way}
    return frozenset(every[name] for name in stored if isinstance(name, str) and name in every)


def _target(stored: Any) -> Target:
    default = Target()
    if not isinstance(stored, dict):
        return default
    metric, at_least, value = stored.get("metric"), stored.get("at_least"), stored.get("value")
    return Target(
        metric if isinstance(metric, str) else default.metric,
        at_least if isinstance(at_least, bool) else default.at_least,
        float(value) if _is_number(value) else default.value,
    )


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
