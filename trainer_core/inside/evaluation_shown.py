"""The evaluation loop as code, and what it changes: modules in eval mode, and no graph."""

from __future__ import annotations

from torch import nn

from trainer_core.errors import Message, plural
from trainer_core.protocol.inside import Place, StepLine

EVALUATION = "evaluation"
"""The ``phase`` of a place in an evaluation."""

PLACE = Place(EVALUATION, "phase", 0, EVALUATION)

CURRENT = 2
"""The line that runs next: the run is held before a batch."""

_CODE = (
    "model.eval()",
    "with torch.no_grad():",
    "    pred = model(x).float()",
    "    loss += loss_fn(pred, y) * len(y)",
    "model.train()",
)
_MOST_NAMED = 4
_DROPOUTS = (nn.modules.dropout._DropoutNd, nn.RReLU)
_NORMS = (nn.modules.batchnorm._NormBase,)


def evaluation_lines() -> tuple[StepLine, ...]:
    """The evaluation loop, line by line."""
    return tuple(StepLine(code, EVALUATION) for code in _CODE)


def evaluation_notes(model: nn.Module) -> tuple[Message, ...]:
    """What ``model.eval()`` changes in which modules of ``model``, and what ``torch.no_grad()`` leaves out."""
    notes: list[Message] = []
    dropouts = [name for name, module in model.named_modules() if isinstance(module, _DROPOUTS)]
    norms = [
        name for name, module in model.named_modules() if isinstance(module, _NORMS) and module.running_mean is not None
    ]
    if dropouts:
        notes.append(
            plural(
                len(dropouts),
                "model.eval(): 1 module no longer draws random numbers and lets everything through ({names}).",
                "model.eval(): {n:,} modules no longer draw random numbers and let everything through ({names}).",
                names=_named(dropouts),
            )
        )
    if norms:
        notes.append(
            plural(
                len(norms),
                "model.eval(): 1 module normalizes by the averages kept from training, not by the batch ({names}).",
                "model.eval(): {n:,} modules normalize by the averages kept from training, not by the batch ({names}).",
                names=_named(norms),
            )
        )
    if not notes:
        notes.append(Message("model.eval() changes nothing here: no module of PyTorch's in this model asks for it."))
    notes.append(
        Message("torch.no_grad() records no graph: pred has no grad_fn, and nothing is kept for a backward pass.")
    )
    return tuple(notes)


def _named(names: list[str]) -> str:
    return ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
