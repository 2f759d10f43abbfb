"""Words for what several examples are of, by which columns and names of files tell that they belong together."""

SUBJECTS = (
    "patient|subject|participant|person|user|customer|client|session|household|family|animal|speaker|student|group"
    "|groups|환자|피험자|사용자|고객|그룹"
)
"""The words as alternatives of a regular expression."""
