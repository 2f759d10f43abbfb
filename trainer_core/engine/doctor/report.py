"""The findings as plain text that can be read, and pasted into a report of a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from trainer_core.engine.doctor.finding import Finding, Status
from trainer_core.errors import Message

_WIDTH = max(len(status) for status in Status) + 2


def lines_of(finding: Finding, words: Callable[[Message], str] = str) -> list[str]:
    """A finding in a line, and in a second one what to do."""
    lines = [f"{finding.status.value:<{_WIDTH}}{words(finding.message)}"]
    if finding.advice is not None:
        lines.append(f"{'':<{_WIDTH}}→ {words(finding.advice)}")
    return lines


def summary(findings: Iterable[Finding]) -> Message:
    """How many problems and notes there are, in a sentence."""
    counts = Counter(finding.status for finding in findings)
    facts = {"problems": counts[Status.PROBLEM], "notes": counts[Status.NOTE], "ok": counts[Status.OK]}
    if facts["problems"]:
        return Message("Problems: {problems}. Notes: {notes}. In order: {ok}.", facts)
    if facts["notes"]:
        return Message("Everything works. Notes: {notes}. In order: {ok}.", facts)
    return Message("Everything works.", facts)


def report(findings: Iterable[Finding]) -> str:
    """The whole report in English, as text."""
    findings = list(findings)
    lines = [line for finding in findings for line in lines_of(finding)]
    return "\n".join(["Training Studio: check of the installation", "", *lines, "", str(summary(findings)), ""])
