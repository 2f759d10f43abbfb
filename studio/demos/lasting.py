"""How long a demo takes that plays by itself at the speed of reading, without what it trains."""

from __future__ import annotations

from studio.demos.acting import seconds_of
from studio.demos.script import Ask, Go, Script


def seconds_at_reading_pace(script: Script, language: str) -> float:
    """Seconds for which ``script`` holds: captions are read in ``language``, the first answer is taken.

    What is trained, prepared and waited for until a condition holds comes on top. A demo that goes back to where it was
    counts once.
    """
    seconds, index, been = 0.0, 0, set[int]()
    while index < len(script.steps) and index not in been:
        been.add(index)
        step = script.steps[index]
        seconds += seconds_of(step, language)
        to = step.to if isinstance(step, Go) else step.answers[0].go if isinstance(step, Ask) else ""
        index = script.labels[to] if to else index + 1
    return seconds
