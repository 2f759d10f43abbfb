"""What the live curves draw of a loss that blew up: the average begins anew, what was healthy stays in the picture."""

import math

import pytest

from studio.session.session import Session
from tests.gui.curves.conftest import BATCHES, EPOCHS, drawn, start_run
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.protocol.events import Diverged, RunStarted

pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


def diverged_run(session: Session, until: int = 10) -> History:
    """A run whose loss blew up at batch ``until`` and that goes on from good weights."""
    history = History("accuracy")
    for step in range(until):
        history.append(2.3 if step < 3 else 10.0 ** (4 * step), 0.1, 100.0, step * 0.01)
    session.take(RunStarted(1, session.recipe, history, None, EPOCHS, BATCHES, 64))
    session.take(Diverged(1, until, math.inf, Message("diverged")))
    for step in range(40):
        history.append(2.0 - step * 0.02, 0.3, 0.05, (until + step) * 0.01)
    return history


def test_after_a_divergence_average_header_and_axis_begin_anew(qtbot, view, session):
    diverged_run(session)
    drawn(qtbot, view)
    panel = view.panels["loss"]
    assert panel.canvas.frame.y_range[1] <= 4
    assert 1 < view.model.latest["loss"] < 2.1
    assert "e" not in panel.header.legend.texts[0][1]
    x, y = panel.canvas.cut_off.getData()
    assert len(x) >= 1
    assert y == pytest.approx([panel.canvas.frame.y_range[1]] * len(y))
    assert panel.canvas.frame.raw[1].max() > 1e30


def test_a_run_that_diverged_in_its_first_batches_is_seen_once_it_recovers(qtbot, view, session):
    history = History("accuracy")
    blown_up = (2.29, 3253, 6.2e11, 3.8e18, 3.3e23, 1.1e27, 9e33, 6.2e31)
    for step, loss in enumerate(blown_up):
        history.append(loss, 0.1, 100.0, step * 0.01)
    session.take(RunStarted(1, session.recipe, history, None, EPOCHS, BATCHES, 64))
    session.take(Diverged(1, len(blown_up), math.inf, Message("diverged")))
    for step in range(40):
        history.append(0.8, 0.3, 0.05, (len(blown_up) + step) * 0.01)
    drawn(qtbot, view)
    assert view.panels["loss"].canvas.frame.y_range[1] <= 5


def test_after_a_late_divergence_the_healthy_beginning_stays_in_the_picture(qtbot, view, session):
    history = start_run(session, 250)
    for step in range(8):
        history.append(10.0 ** (4 * step), 0.1, 100.0, (250 + step) * 0.01)
    session.take(Diverged(1, 258, math.inf, Message("diverged")))
    for step in range(100):
        history.append(0.6, 0.8, 0.05, (258 + step) * 0.01)
    drawn(qtbot, view)
    loss, accuracy = (view.panels[name].canvas.frame.y_range for name in ("loss", "accuracy"))
    assert history.column("loss", 0, 3).max() <= loss[1] <= 5
    assert accuracy == (0.0, 1.0)
    assert len(view.panels["loss"].canvas.cut_off.getData()[0]) >= 1


def test_the_runs_on_disk_recover_too_although_nothing_tells_where_weights_were_restored(qtbot, view, session):
    history = diverged_run(session)
    session.take(RunStarted(2, session.recipe, history, None, EPOCHS, BATCHES, 64))
    drawn(qtbot, view)
    assert view.model.restarts == ()
    assert 1 < view.model.latest["loss"] < 2.1
    assert view.panels["loss"].canvas.frame.y_range[1] <= 40
