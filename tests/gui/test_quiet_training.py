"""What the window leaves alone while a model learns: each of these once cost training several per cent."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from studio.widgets.plot import Plot
from trainer_core.protocol.events import State
from trainer_core.protocol.predicting import Predicted

BATCHES, REDRAWS = 60, 15


class Watch(QObject):
    """Counts paints and layouts by the name of the widget."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.layouts: Counter[str] = Counter()
        self.paints: Counter[str] = Counter()
        self.strips = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            name = watched.objectName() or type(watched).__name__
            if event.type() == QEvent.Type.LayoutRequest:
                self.layouts[name] += 1
            elif event.type() == QEvent.Type.Paint:
                self.paints[name] += 1
                self.strips += isinstance(watched.parent(), Plot) and event.rect().width() < watched.width() / 3
        return False


def test_between_two_epochs_nothing_is_laid_out_and_only_what_changes_is_painted(studio):
    """An epoch of 54,000 batches lasts on any machine, past what the first seconds of a run lay out."""
    studio.wait_until_prepared()
    studio.session.set_recipe(studio.session.recipe.with_values({
        "training.epochs": 1, "data.limit": 0, "data.batch_size": 1, "optimizer.lr": 1e-5,
    }))  # fmt: skip
    studio.window.resize(1440, 900)
    studio.button("trainButton").click()
    studio.wait_for_state(State.TRAINING)
    studio.wait_for(lambda: len(studio.session.run.history) > BATCHES)
    begun, curves = len(studio.of(Predicted)), studio.window.curves
    studio.wait_for(lambda: curves.redraws > REDRAWS and len(studio.of(Predicted)) > begun)
    watch, app = Watch(studio.window), QApplication.instance()
    redraws, predicted = curves.redraws, len(studio.of(Predicted))
    app.installEventFilter(watch)
    studio.wait_for(lambda: len(studio.of(Predicted)) >= predicted + 2)
    app.removeEventFilter(watch)
    assert studio.session.state is State.TRAINING
    assert curves.redraws > redraws
    assert watch.paints["predictionsCaption"]
    assert not watch.layouts
    assert watch.strips
    assert not watch.paints["recipeForm"]
    assert not watch.paints["confusionTable"]
