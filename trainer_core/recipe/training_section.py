"""The section ``[training]`` of a recipe: how long, on what, and with which numbers."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field

from trainer_core.errors import RecipeError
from trainer_core.recipe.form_facts import form_facts
from trainer_core.recipe.parameter_groups import ParameterGroup
from trainer_core.registry.validation import CLOSED
from trainer_core.tasks import LOSS, METRICS, metric_of

AUTO: Final = "auto"
"""The value of a field that the data decides."""


class TrainingRecipe(BaseModel):
    """How long, on what, and with which numbers."""

    model_config = CLOSED

    epochs: Annotated[
        int,
        Field(ge=1, le=100_000, title="Epochs", description="How many times to go through the training set."),
    ] = 5
    seed: Annotated[
        int,
        Field(
            ge=0,
            le=2**31 - 1,
            title="Seed",
            description="Seed of all random numbers: the same seed gives the same run.",
        ),
    ] = 0
    device: Annotated[
        str,
        Field(
            pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$",
            title="Device",
            description="Where the model is trained; “auto” takes the fastest there is.",
        ),
    ] = "auto"
    precision: Annotated[
        Literal["float32", "bfloat16", "float16", "auto"],
        Field(
            title="Precision",
            description="Number format of the forward pass: bfloat16 is faster where the device has instructions for "
            "it, which “auto” looks up; float16 is for CUDA.",
        ),
    ] = "float32"
    channels_last: Annotated[
        bool,
        Field(
            title="Channels last",
            description="Memory order that makes convolutions faster.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    compile: Annotated[
        bool,
        Field(
            title="Compile",
            description="Let torch.compile translate the model first; that takes a while.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    tf32: Annotated[
        bool,
        Field(
            title="TF32",
            description="Faster, coarser float32 matrix products on recent CUDA devices.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    deterministic: Annotated[
        bool,
        Field(
            title="Deterministic",
            description="Only operations that give the same bits each time; on CUDA that costs some speed.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    clip_norm: Annotated[
        float,
        Field(
            ge=0,
            le=1e6,
            title="Clip gradient norm",
            description="Longer gradients are shortened to this norm.",
            json_schema_extra=form_facts(zero="off", advanced=True),
        ),
    ] = 0.0
    accumulate: Annotated[
        int,
        Field(
            ge=1,
            le=4096,
            title="Accumulate",
            description="Batches whose gradients are added up for one step of the optimizer.",
            json_schema_extra=form_facts(unit="batches", advanced=True),
        ),
    ] = 1
    stop_early_after: Annotated[
        int,
        Field(
            ge=0,
            le=100_000,
            title="Early stopping patience",
            description="Epochs without a better validation result before the run ends.",
            json_schema_extra=form_facts(unit="epochs", zero="off"),
        ),
    ] = 0
    best_by: Annotated[
        str,
        Field(
            title="Best epoch by",
            description="The validation result that decides which weights are the best; “auto” takes the metric that "
            "is shown first.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = AUTO
    evaluation_batch_size: Annotated[
        int,
        Field(
            ge=1,
            le=65536,
            title="Evaluation batch",
            description="Examples at a time when the model is tested; changes memory, not results.",
            json_schema_extra=form_facts(unit="examples", advanced=True),
        ),
    ] = 1000
    snapshot_minutes: Annotated[
        float,
        Field(
            ge=0,
            le=10_000,
            title="Snapshot every",
            description="Minutes after which the run is saved so that it can be resumed exactly there.",
            json_schema_extra=form_facts(unit="min", zero="off", advanced=True),
        ),
    ] = 5.0
    snapshot_epochs: Annotated[
        int,
        Field(
            ge=0,
            le=100_000,
            title="Epochs between snapshots",
            description="Epochs after which the run is saved so that it can be resumed exactly there.",
            json_schema_extra=form_facts(unit="epochs", zero="off", advanced=True),
        ),
    ] = 1
    snapshots_kept: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            title="Snapshots kept",
            description="The newest N are kept in the run's folder, and the one of the best epoch.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = 2
    example_losses: Annotated[
        bool,
        Field(
            title="Losses of examples",
            description="Keep the loss of each training example in each epoch, to find those that are never learnt or "
            "have a wrong label: two bytes each. Where MixUp or CutMix mix examples, it is measured in a pass of its "
            "own at the end of each epoch.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = True
    replay: Annotated[
        bool,
        Field(
            title="Record for replay",
            description="Record what a replay of the run needs: the model's answers to a few test "
            "examples, the decision boundary or fitted curve for data with one or two inputs, the results of each "
            "epoch and the log. This takes about 50 KB per epoch, at most 50 MB, and about 1 % of the training "
            "time. It does not affect the training.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = True
    epoch_weights: Annotated[
        bool,
        Field(
            title="Epoch weights",
            description="Also keep the weights of every epoch, so that a replay can bring back the "
            "model as it was. Each file is as large as best.pt, four bytes per "
            "parameter. Beyond 1,000 epochs only half are kept, evenly spaced.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    health: Annotated[
        bool,
        Field(
            title="Layer health",
            description="Measure each layer in some batches, to find vanishing or exploding gradients, dead or "
            "saturated units, and layers that do not learn. This does not affect the training.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = True
    health_every: Annotated[
        int,
        Field(
            ge=0,
            le=1_000_000,
            title="Health interval",
            description="The number of batches between measurements of the layers; “automatic” takes less than 3 % "
            "of the training time.",
            json_schema_extra=form_facts(unit="batches", zero="automatic", advanced=True),
        ),
    ] = 0
    tensorboard: Annotated[
        bool,
        Field(
            title="TensorBoard",
            description="Mirror the run's numbers to event files in its folder.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    threads: Annotated[
        int,
        Field(
            ge=0,
            le=1024,
            title="CPU threads",
            description="Threads that compute on the CPU; “automatic” is one for each core that other programs leave "
            "free when the run begins. Another number changes the last bits of the results.",
            json_schema_extra=form_facts(zero="automatic", advanced=True, live=True),
        ),
    ] = 0

    groups: Annotated[
        list[ParameterGroup],
        Field(
            max_length=64,
            title="Parameter groups",
            description="Parameters with their own learning rate and weight decay, or frozen for a time; the first "
            "group that a parameter matches counts.",
        ),
    ] = Field(default_factory=list)


def require_known(best_by: str) -> None:
    """Raise `RecipeError` for what no metric is called. That of one of several targets is known only with the data."""
    if best_by not in (AUTO, LOSS.name) and not metric_of(best_by).summary:
        raise RecipeError(
            "unknown-name",
            "{field} is {value}, which is not known. It can be: {allowed}.",
            field="training.best_by",
            value=repr(best_by),
            allowed=", ".join((AUTO, LOSS.name, *METRICS)),
        )
