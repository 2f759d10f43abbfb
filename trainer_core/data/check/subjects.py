"""What several examples are of: the words by which columns and names of files tell that they belong together."""

from __future__ import annotations

import re

SUBJECTS = (
    "patient|subject|participant|person|user|customer|client|session|household|family|animal|speaker|student|group"
    "|groups|환자|피험자|사용자|고객|그룹"
)
"""The words as alternatives of a regular expression."""

_COLUMN = re.compile(
    rf"(?:^|[ _.-])(?:{SUBJECTS})(?:[ _.-]?(?:id|no|nr|num|number|name|code))?$",
    re.IGNORECASE,
)
_FEWEST_GROUPS = 5
_ROWS_A_GROUP = 2.0


def is_of_subjects(column: str) -> bool:
    """Whether a column is called like what several rows are of: ``patient_id``, ``Session``."""
    return _COLUMN.search(column) is not None


def are_groups(distinct: int, rows: int) -> bool:
    """Whether so many different values in so many rows hold several rows together each."""
    return distinct >= _FEWEST_GROUPS and rows >= _ROWS_A_GROUP * distinct
