"""Names for which there is no room are shortened so that no two look alike."""

from PySide6.QtGui import QFontMetricsF, QGuiApplication

from studio.widgets.told_apart import told_apart

NAMES = ["mean smoothness", "mean compactness", "mean concavity", "age"]


def test_names_that_differ_at_one_end_keep_that_end(qapp: QGuiApplication) -> None:
    metrics = QFontMetricsF(qapp.font())
    room = metrics.horizontalAdvance("mean smoo")
    shown = told_apart(NAMES, metrics, room)
    assert len(set(shown)) == len(NAMES)
    assert shown[-1] == "age"
    assert all(metrics.horizontalAdvance(text) <= room + 1 for text in shown)
    assert told_apart(NAMES, metrics, 1e4) == NAMES
