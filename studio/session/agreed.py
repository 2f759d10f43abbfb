"""What a person was asked before a run of earlier is taken up, and has agreed to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreed:
    """Whether data may be downloaded, and whether other data or code than the run had is accepted."""

    download: bool = False
    changed_data: bool = False
    changed_code: bool = False
