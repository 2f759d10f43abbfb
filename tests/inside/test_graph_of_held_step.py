"""The graph is read, and walked backward again, wherever a step stands still, and the run does not notice."""

from __future__ import annotations

import pytest

from tests.conftest import Driver, same
from tests.inside.conftest import Walker
from trainer_core.protocol.commands import Advance, Start, Unit
from trainer_core.protocol.events import Refused
from trainer_core.protocol.graph import BackwardDone, GraphRead, ReadGraph, RunBackward
from trainer_core.protocol.inside import StoodInside


@pytest.mark.parametrize("unit", [Unit.MODULE, Unit.OPERATION])
def test_a_graph_is_read_and_walked_inside_every_phase(short, unit):
    walker = Walker()

    def look() -> None:
        for command in (ReadGraph(), RunBackward(retain_graph=True), RunBackward()):
            walker.engine.post(command)

    walker.walk(short, *(each for _ in range(18) for each in (look, Advance(unit))))
    plain = Driver()
    plain.do(Start(short))

    assert {"forward", "loss", "backward"} <= {place.phase for place in walker.places}
    assert {place.kind for place in walker.places} > {"phase"}
    assert walker.of(Refused) == []
    assert len(walker.of(GraphRead)) == 18
    assert {done.raised for done in walker.of(BackwardDone)} == {""}
    assert {len(read.graph.nodes) for read in walker.of(GraphRead)} == {len(walker.of(GraphRead)[0].graph.nodes)}
    assert len(walker.of(StoodInside)) >= 18
    parts = plain.engine.parts
    assert parts is not None
    assert same(walker.weights, dict(parts.model.state_dict()))
