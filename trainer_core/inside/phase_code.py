"""The five phases of a step as the PyTorch code that they are, with accumulation, autocast, scaler and clipping."""

from __future__ import annotations

from trainer_core.training.loop import Batch, Phase, Step


def phase_code(step: Step, batch: Batch) -> dict[Phase, tuple[str, ...]]:
    """The lines of each phase for this batch; a comment where a phase does nothing, and says why."""
    return {
        Phase.ZERO_GRAD: _zero_grad(batch),
        Phase.FORWARD: _forward(step),
        Phase.LOSS: ("loss = loss_fn(pred, y)",),
        Phase.BACKWARD: _backward(step, batch),
        Phase.STEP: _step(step, batch),
    }


def _zero_grad(batch: Batch) -> tuple[str, ...]:
    if batch.first:
        return ("optimizer.zero_grad()",)
    return ("# The gradients of this batch are added to those of the batches before.",)


def _forward(step: Step) -> tuple[str, ...]:
    if step.autocast is None:
        return ("pred = model(x)",)
    return (
        f'with torch.autocast("{step.device_type}", dtype={step.autocast}):',
        "    pred = model(x)",
        "pred = pred.float()",
    )


def _backward(step: Step, batch: Batch) -> tuple[str, ...]:
    share = "loss" if batch.weight == 1.0 else f"(loss * {batch.weight:.6g})"
    return (f"{share}.backward()" if step.scaler is None else f"scaler.scale({share.strip('()')}).backward()",)


def _step(step: Step, batch: Batch) -> tuple[str, ...]:
    if not batch.last:
        return ("# The optimizer steps after the last batch of the group.",)
    clip = f"torch.nn.utils.clip_grad_norm_(model.parameters(), {step.clip_norm:g})"
    return (
        *(("scaler.unscale_(optimizer)",) if step.scaler is not None else ()),
        *((clip,) if step.clip_norm else ()),
        *(("optimizer.step()",) if step.scaler is None else ("scaler.step(optimizer)", "scaler.update()")),
    )
