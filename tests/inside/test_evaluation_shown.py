"""An evaluation that is looked into: its loop as code, what eval mode changes, and what is not recorded."""

from __future__ import annotations

from trainer_core.protocol.commands import Advance, Start, Unit
from trainer_core.protocol.inside import LookInside, StoodInside


def test_an_evaluation_tells_what_eval_mode_changes_and_what_is_not_recorded(walker, short):
    layers = [
        {"type": "Conv2d", "out_channels": 2, "kernel_size": 3},
        {"type": "BatchNorm2d"},
        {"type": "Dropout", "p": 0.5},
        {"type": "Flatten"},
        {"type": "Linear", "out_features": 10},
    ]
    walker.stays = True
    recipe = short.with_values({"model.name": "layers", "model.layers": layers})
    walker.do(LookInside(on=True), Start(recipe, paused=True))
    for _ in range(3):
        walker.do(Advance(Unit.BATCH))
    walker.do(Advance(Unit.BATCH))

    told = walker.last(StoodInside)
    assert told.place.phase == "evaluation"
    assert [line.code for line in told.code][:2] == ["model.eval()", "with torch.no_grad():"]
    assert told.code[told.current].code.strip().startswith("pred = model(x)")
    sentences = [str(note) for note in told.notes]
    assert any("random numbers" in each and "(2)" in each for each in sentences)
    assert any("averages kept" in each and "(1)" in each for each in sentences)
    assert any("no graph" in each for each in sentences)
