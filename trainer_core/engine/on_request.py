"""What an engine computes on request beside a run, and what it keeps of it from one request to the next."""

from __future__ import annotations

from collections.abc import Callable

from trainer_core.engine.answer_map import Mapper
from trainer_core.engine.answers import Answers
from trainer_core.engine.compare_models import ModelComparison
from trainer_core.engine.graphs import Graphs
from trainer_core.engine.inspector import Inspector
from trainer_core.engine.kept_model import KeptModel
from trainer_core.engine.measure_change import ChangeMeasure
from trainer_core.engine.run_examples import Doubts
from trainer_core.inside.console.console import Console
from trainer_core.inside.tensors import LookedAt
from trainer_core.protocol.events import Event
from trainer_core.training.assembly import Parts


class OnRequest:
    """The parts of an engine that answer requests.

    Attributes:
        inspector: looks into weights files, a piece between two batches.
        mapper: answers all over the inputs of a model, a piece between two batches.
        graphs: holds the step whose graph is looked at.
        comparison: holds the two models that are compared.
        kept_model: holds the model of a run that is asked beside the one at hand.
        doubts: keeps which labels are doubtful, which takes long to find out.
        looked: follows the tensors that are looked at.
        change: measures what was changed by hand.
    """

    def __init__(
        self, emit: Callable[[Event], None], console: Callable[[], Console], at_hand: Callable[[], Parts | None]
    ) -> None:
        self.inspector = Inspector(emit)
        self.mapper = Mapper(emit)
        self.graphs = Graphs()
        self.comparison = ModelComparison(emit)
        self.kept_model = KeptModel(emit, at_hand)
        self.doubts = Doubts()
        self.looked = LookedAt(lambda: console().values)
        self.change = ChangeMeasure(emit, console)

    @property
    def busy(self) -> bool:
        """Whether a piece of something waits to be computed between two batches."""
        return self.inspector.busy or self.mapper.busy

    def go_on(self, answers: Answers) -> None:
        """Compute a piece of each thing that is under way."""
        if self.inspector.busy:
            answers.attempt(self.inspector.command, self.inspector.go_on)
        if self.mapper.busy:
            answers.attempt(self.mapper.command, self.mapper.go_on)

    def drop(self) -> None:
        """Let go of every model that is not the engine's own, and of what is computed of that one."""
        self.mapper.drop()
        self.graphs.drop()
        self.comparison.let_go()
        self.kept_model.let_go()
