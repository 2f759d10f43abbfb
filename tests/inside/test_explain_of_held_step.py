"""Explaining while a step stands still, in its forward and in its backward: the step goes on as if nobody had asked."""

from __future__ import annotations

from tests.conftest import Driver, same, weights_of
from trainer_core.protocol.commands import Advance, Start, Unit
from trainer_core.protocol.explain import Attributed, Explain, FindMovers, Method, MoversFound, ShowUnits, UnitsShown

_STOPS = 24
"""As many as a batch of the tutorial's network has, and some."""


def test_asked_at_every_stop_of_a_batch_the_weights_are_those_of_a_run_left_alone(walker, short):
    undisturbed = Driver()
    undisturbed.do(Start(short))
    phases: set[str] = set()

    def ask() -> None:
        phases.add(walker.places[-1].phase)
        layer = "linear_relu_stack.0"
        methods = (Method.SALIENCY, Method.INTEGRATED)
        walker.engine.post(Explain(methods=methods))
        walker.engine.post(ShowUnits(layer))
        walker.engine.post(FindMovers(layer, 0, count=1, most=8))

    stops = [each for _ in range(_STOPS) for each in (ask, Advance(Unit.MODULE))]
    walker.walk(short, Advance(Unit.BATCH), *stops)
    assert {"forward", "loss", "backward", "step"} <= phases
    assert len(walker.of(Attributed)) == 2 * len(walker.of(UnitsShown)) == 2 * len(walker.of(MoversFound))
    assert not any(event.refusal for event in walker.of(Attributed))
    assert same(weights_of(walker), weights_of(undisturbed))
