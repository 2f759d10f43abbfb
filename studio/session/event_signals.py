"""The events of an engine as signals of an object that lives on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from studio.session.told import Told
from trainer_core.protocol.answer_map import AnswersMapped
from trainer_core.protocol.before_train import LearningRateFound, RunEstimated, SmallerBatchTried, SpeedsMeasured
from trainer_core.protocol.console import (
    ChangesSettled,
    CodeDone,
    CodeOutput,
    Completions,
    LeftBreakpoint,
    StoodAtBreakpoint,
)
from trainer_core.protocol.data_browsing import (
    Browsed,
    ColumnDescribed,
    DataDescribed,
    ExamplesFound,
    ExampleShown,
    ExamplesNamed,
)
from trainer_core.protocol.events import (
    CallDescribed,
    Crashed,
    DataRead,
    DeviceMemory,
    DiskTrouble,
    Diverged,
    Done,
    EpochEnded,
    Evaluated,
    Event,
    HyperparameterChanged,
    Logged,
    Prepared,
    Progress,
    Refused,
    RunEnded,
    RunOpened,
    RunStarted,
    SnapshotTaken,
    Verified,
    WeightsLoaded,
    WeightsRefused,
    WeightsSaved,
)
from trainer_core.protocol.examples import AugmentationPreviewed, ExamplesListed, LossesShown, NeighboursFound
from trainer_core.protocol.explain import Attributed, ExplanationBegun, MoversFound, UnitsShown
from trainer_core.protocol.graph import BackwardDone, GraphRead
from trainer_core.protocol.inside import StoodInside, WatchpointReached
from trainer_core.protocol.inspection_events import (
    InspectionFailed,
    TensorsMeasured,
    TensorsMoved,
    WeightsCompared,
    WeightsInspected,
    WeightsPreviewed,
)
from trainer_core.protocol.interventions import ChangeMeasured, Intervened, LayerDescribed, Reevaluated
from trainer_core.protocol.model_comparison import LayerCompared, ModelsCompared, VersionsListed
from trainer_core.protocol.modules import ModulesDescribed
from trainer_core.protocol.predicting import InputsDescribed, PathsPredicted, PathsScored, Predicted, PredictedOne
from trainer_core.protocol.structure import StructureDescribed
from trainer_core.protocol.tensors import (
    PinnedTold,
    TensorCopied,
    TensorDescribed,
    TensorsCompared,
    TensorsListed,
    TensorTiled,
)

_SIGNAL_OF: dict[type[Event], str] = {
    Prepared: "prepared",
    CallDescribed: "call_described",
    DataRead: "data_read",
    StructureDescribed: "structure_described",
    RunStarted: "run_started",
    EpochEnded: "epoch_ended",
    Evaluated: "evaluated",
    Predicted: "predicted",
    AnswersMapped: "answers_mapped",
    PredictedOne: "predicted_one",
    PathsPredicted: "paths_predicted",
    PathsScored: "paths_scored",
    InputsDescribed: "inputs_described",
    AugmentationPreviewed: "augmentation_previewed",
    ExamplesListed: "examples_listed",
    NeighboursFound: "neighbours_found",
    HyperparameterChanged: "hyperparameter_changed",
    WeightsSaved: "weights_saved",
    WeightsLoaded: "weights_loaded",
    WeightsRefused: "weights_refused",
    Diverged: "diverged",
    Refused: "refused",
    Progress: "progress",
    RunEnded: "run_ended",
    RunOpened: "run_opened",
    SnapshotTaken: "snapshot_taken",
    DeviceMemory: "device_memory",
    DiskTrouble: "disk_trouble",
    Verified: "verified",
    Crashed: "crashed",
    Logged: "logged",
    Browsed: "data_browsed",
    ColumnDescribed: "data_browsed",
    DataDescribed: "data_browsed",
    ExampleShown: "data_browsed",
    ExamplesFound: "data_browsed",
    ExamplesNamed: "data_browsed",
    LossesShown: "data_browsed",
    Done: "done",
    InspectionFailed: "inspected",
    TensorsMeasured: "inspected",
    TensorsMoved: "inspected",
    WeightsCompared: "inspected",
    WeightsInspected: "inspected",
    WeightsPreviewed: "inspected",
    CodeOutput: "console_told",
    CodeDone: "console_told",
    Completions: "console_told",
    ChangesSettled: "console_told",
    StoodAtBreakpoint: "console_told",
    LeftBreakpoint: "console_told",
    RunEstimated: "measured",
    SpeedsMeasured: "measured",
    LearningRateFound: "measured",
    SmallerBatchTried: "measured",
    ModulesDescribed: "modules_described",
    StoodInside: "stood_inside",
    WatchpointReached: "watchpoint_reached",
    PinnedTold: "tensors_told",
    TensorCopied: "tensors_told",
    TensorDescribed: "tensors_told",
    TensorsCompared: "tensors_told",
    TensorsListed: "tensors_told",
    TensorTiled: "tensors_told",
    LayerDescribed: "layer_described",
    Intervened: "intervened",
    Reevaluated: "reevaluated",
    ChangeMeasured: "change_measured",
    GraphRead: "graphed",
    BackwardDone: "graphed",
    VersionsListed: "compared",
    ModelsCompared: "compared",
    LayerCompared: "compared",
    ExplanationBegun: "explained",
    Attributed: "explained",
    UnitsShown: "explained",
    MoversFound: "explained",
}


class EventSignals(QObject):
    """Tells each event by the signal of its name.

    Signals:
        data_browsed(object): an answer of `trainer_core.protocol.data_browsing`.
        inspected(object): an answer of `trainer_core.protocol.inspection_events`.
        console_told(object): an answer of `trainer_core.protocol.console`, or an event of it.
        measured(object): an answer of `trainer_core.protocol.before_train`.
        tensors_told(object): an answer of `trainer_core.protocol.tensors`.
        graphed(object): an answer of `trainer_core.protocol.graph`.
        compared(object): an answer of `trainer_core.protocol.model_comparison`.
        explained(object): an answer of `trainer_core.protocol.explain`.
    """

    prepared = Signal(object)
    call_described = Signal(object)
    data_read = Signal(object)
    structure_described = Signal(object)
    run_started = Signal(object)
    epoch_ended = Signal(object)
    evaluated = Signal(object)
    predicted = Signal(object)
    answers_mapped = Signal(object)
    predicted_one = Signal(object)
    paths_predicted = Signal(object)
    paths_scored = Signal(object)
    inputs_described = Signal(object)
    augmentation_previewed = Signal(object)
    examples_listed = Signal(object)
    neighbours_found = Signal(object)
    hyperparameter_changed = Signal(object)
    weights_saved = Signal(object)
    weights_loaded = Signal(object)
    weights_refused = Signal(object)
    diverged = Signal(object)
    refused = Signal(object)
    progress = Signal(object)
    run_ended = Signal(object)
    run_opened = Signal(object)
    snapshot_taken = Signal(object)
    device_memory = Signal(object)
    disk_trouble = Signal(object)
    verified = Signal(object)
    crashed = Signal(object)
    logged = Signal(object)
    data_browsed = Signal(object)
    done = Signal(object)
    inspected = Signal(object)
    console_told = Signal(object)
    measured = Signal(object)
    modules_described = Signal(object)
    layer_described = Signal(object)
    intervened = Signal(object)
    reevaluated = Signal(object)
    change_measured = Signal(object)
    stood_inside = Signal(object)
    watchpoint_reached = Signal(object)
    tensors_told = Signal(object)
    graphed = Signal(object)
    compared = Signal(object)
    explained = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = Told()
        self._signals = {kind: getattr(self, name) for kind, name in _SIGNAL_OF.items()}

    def relay(self, event: Event) -> None:
        """Tell an event to everyone who asked for its kind; one that has no signal is for nobody."""
        self._told.keep(event)
        signal = self._signals.get(type(event))
        if signal is not None:
            signal.emit(event)

    def follow(self, kind: type[Event], hear: Callable[..., None], receiver: QObject) -> None:
        """Connect ``hear``, a slot of ``receiver``, to the signal of ``kind``.

        As long as the window is being built, it also hears what was told of that kind before, at the next turn.
        """
        self._signals[kind].connect(hear)
        self._told.tell(kind, hear, receiver)

    def stop_remembering(self) -> None:
        """Everyone who follows is there."""
        self._told.forget()
