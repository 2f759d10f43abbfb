"""What is asked of the prepared data and model without changing either, and what answers each such command."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from trainer_core.engine.browse import browse, find_examples, name_examples, show_example
from trainer_core.engine.describe_column import describe_column
from trainer_core.engine.describe_modules import describe_layer, describe_modules
from trainer_core.engine.evaluate import evaluate
from trainer_core.engine.explain import explain, find_movers, show_units
from trainer_core.engine.neighbours import find_neighbours
from trainer_core.engine.on_request import OnRequest
from trainer_core.engine.predict import predict
from trainer_core.engine.predict_one import describe_inputs, predict_drawing, predict_row
from trainer_core.engine.predictions import predict_paths
from trainer_core.engine.preview import preview_augmentation
from trainer_core.engine.run_examples import list_examples, show_losses
from trainer_core.engine.structure import describe_structure
from trainer_core.engine.tensors_at_hand import TENSORS, tell_tensors
from trainer_core.engine.weights import save_model
from trainer_core.protocol.commands import Command, Evaluate, SaveWeights
from trainer_core.protocol.data_browsing import Browse, DescribeColumn, FindExamples, NameExamples, ShowExample
from trainer_core.protocol.events import Event
from trainer_core.protocol.examples import FindNeighbours, ListExamples, PreviewAugmentation, ShowLosses
from trainer_core.protocol.explain import Explain, FindMovers, ShowUnits
from trainer_core.protocol.graph import ReadGraph, RunBackward
from trainer_core.protocol.interventions import DescribeLayer, MeasureChange
from trainer_core.protocol.modules import DescribeModules
from trainer_core.protocol.predicting import (
    TRYING,
    DescribeInputs,
    Predict,
    PredictDrawing,
    PredictPaths,
    PredictRow,
)
from trainer_core.protocol.structure import DescribeStructure
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

PIECEWISE = (
    DescribeModules,
    Evaluate,
    Explain,
    FindMovers,
    FindNeighbours,
    ListExamples,
    MeasureChange,
    *TRYING,
)
"""Commands that are answered piece by piece."""


def takes_time(command: Command) -> bool:
    """Whether a command is answered piece by piece, and not at once."""
    if isinstance(command, TRYING):
        return command.of is not None or isinstance(command, PredictPaths)
    return isinstance(command, PIECEWISE) and not (isinstance(command, ListExamples) and not command.asks_the_model)


def answered(
    command: Command, needed: Callable[[], Parts], run: Run | None, kept: OnRequest, emit: Callable[[Event], None]
) -> Iterator[object] | None:
    """Answer a command at once; one that `takes_time` as what is returned is gone through.

    ``needed`` gives the parts at hand. Raises `TrainerError` for what cannot be answered, or if there are none.
    """
    if isinstance(command, TRYING) and command.of is not None:
        own = dataclasses.replace(command, of=None)
        return kept.kept_model.answer(command.of, lambda parts: answered(own, lambda: parts, None, kept, emit))
    parts = needed()
    match command:
        case DescribeModules():
            return describe_modules(parts, command, emit)
        case MeasureChange():
            return kept.change.measure(parts, command, run)
        case Evaluate():
            return evaluate(parts, command.split, run, emit)
        case Explain():
            return explain(parts, command, run, emit)
        case FindMovers():
            return find_movers(parts, command, run, emit)
        case FindNeighbours():
            return find_neighbours(parts, command, emit)
        case PredictPaths():
            return predict_paths(parts, command, emit)
        case Predict():
            predict(parts, command, run, emit)
        case PredictDrawing():
            predict_drawing(parts, command, emit)
        case PredictRow():
            predict_row(parts, command, emit)
        case DescribeInputs():
            describe_inputs(parts, emit)
        case PreviewAugmentation():
            preview_augmentation(parts, command, emit)
        case ListExamples():
            listing = list_examples(parts, command, run, kept.doubts, emit)
            if takes_time(command):
                return listing
            for _ in listing:
                pass
        case ShowLosses():
            show_losses(parts.dataset, command, kept.doubts, emit)
        case FindExamples():
            find_examples(parts, command, emit)
        case Browse():
            browse(parts, command, emit)
        case NameExamples():
            name_examples(parts, command, emit)
        case ShowExample():
            show_example(parts, command, emit)
        case DescribeColumn():
            describe_column(parts, command, emit)
        case DescribeLayer():
            describe_layer(parts, command, emit)
        case DescribeStructure():
            describe_structure(parts, emit)
        case ShowUnits():
            show_units(parts, command, emit)
        case ReadGraph():
            kept.graphs.read(parts, command, run, emit)
        case RunBackward():
            kept.graphs.backward(parts, command, run, emit)
        case SaveWeights():
            save_model(parts, command.path, emit)
        case _ if isinstance(command, TENSORS):
            tell_tensors(command, parts, run, kept.looked, emit)
    return None
