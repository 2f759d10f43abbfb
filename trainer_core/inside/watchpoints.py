"""Watchpoints: what the run is paused for, looked for after each phase at the least cost, and traced where it began.

A tensor that is not finite is noticed in the batch, in what a module gives, in the loss, the gradients or the weights,
and a gradient beyond its bound once the backward is over. The batch is then run anew from its beginning up to the first
operation or node that made it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from trainer_core.compute import randomness
from trainer_core.errors import N_, CommandError, Message, is_interrupt, nearest, plural
from trainer_core.inside.beginning import Beginning
from trainer_core.inside.describe import unobserved
from trainer_core.inside.places import tensors_in
from trainer_core.protocol.inside import WatchFor, Watchpoint
from trainer_core.training.loop import Batch, Phase, Step
from trainer_core.trial.scripted import hookable

_RECTIFIERS = (nn.ReLU, nn.ReLU6)
"""What gives 0 for whole ranges of what it takes; without a name these are watched for dead units."""
_FUNCTIONS = (F.relu, F.relu6, F.relu_, torch.relu, Tensor.relu, Tensor.relu_)
"""The same as forward may call it."""
_OF_MODULES = ("torch.", "trainer_core.")
"""Where classes are from whose activations are modules."""

_GRADIENTS = (WatchFor.GRADIENT_VANISHES, WatchFor.GRADIENT_EXPLODES)
Values = Callable[[], Mapping[str, Any]]
"""Gives the names that an expression may use."""

_WEIGHTS = (*_GRADIENTS, WatchFor.STILL_WEIGHT, WatchFor.UPDATE_RATIO)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was watched for has happened; ``traced`` says that the place where it began can be found."""

    watchpoint: Watchpoint
    message: Message
    traced: bool = False


@dataclass(slots=True)
class _Point:
    """A watchpoint, and how long what it waits for has lasted, by parameter or module."""

    watchpoint: Watchpoint
    told: set[Phase] = field(default_factory=set)
    """The phases after which it is still so since it was last told: it is not told again before there are none."""
    lasted: dict[str, Any] = field(default_factory=dict)


def require_watchpoints(watchpoints: Sequence[Watchpoint], model: nn.Module | None) -> None:
    """Raise `CommandError` for a watchpoint that finds nothing to watch in the model, or whose expression is none.

    Without a model no name is judged. Whether a forward of somebody's own calls a ReLU is not known beforehand.
    """
    parameters = [] if model is None else [name for name, _ in model.named_parameters()]
    modules = [] if model is None else [name for name, _ in model.named_modules()]
    for place, each in enumerate(watchpoints):
        known = parameters if each.what in _WEIGHTS else modules if each.what is WatchFor.DEAD_UNIT else []
        if each.name and known and each.name not in known:
            raise CommandError(
                "no-such-name",
                "The model has nothing called {name} that can be watched for this. Did you mean {near}?",
                name=each.name,
                near=nearest(each.name, known) or known[-1],
                place=place,
            )
        if each.what is WatchFor.DEAD_UNIT and not each.name and model is not None and not _rectifiers(model):
            raise CommandError(
                "nothing-to-watch",
                "The model has no ReLU to watch. Choose a module.",
                place=place,
            )
        if each.what is WatchFor.EXPRESSION:
            try:
                ast.parse(each.expression.strip(), mode="eval")
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                raise CommandError(
                    "no-expression",
                    "{expression} is not a Python expression: {reason}.",
                    expression=each.expression,
                    reason=getattr(error, "msg", None) or str(error) or type(error).__name__,
                    place=place,
                ) from None


class Watchpoints:
    """What a run is watched for. `begin` comes before each batch, and `after` after each phase that is new in it."""

    def __init__(self, watchpoints: Sequence[Watchpoint], step: Step) -> None:
        self._points = [_Point(each) for each in watchpoints]
        self._step = step
        self._alive: dict[str, Tensor] = {}
        self._behind: dict[str, str] = {}
        """Of a ReLU that forward calls as a function, the module whose output it took."""
        self._infinite: list[Tensor] = []
        """Of each tensor that a module has given, whether a number in it is not finite; asked for once, at the end."""

    @contextmanager
    def listening(self, phase: Phase) -> Iterator[None]:
        """Within the block, the forward, what modules give is looked at: for dead units, and for what is not finite."""
        self._infinite = []
        named = [each.watchpoint.name for each in self._points if each.watchpoint.what is WatchFor.DEAD_UNIT]
        with ExitStack() as stack:
            if named and phase is Phase.FORWARD:
                self._alive, self._behind = {}, {}
                calls = stack.enter_context(_Rectified(self._look_at))
                for name, module in hookable(self._step.model):
                    if name in named or ("" in named and isinstance(module, _RECTIFIERS)):
                        stack.callback(module.register_forward_hook(self._listening(name)).remove)
                    stack.callback(module.register_forward_pre_hook(calls.begins).remove)
                    stack.callback(module.register_forward_hook(calls.gave(name)).remove)
            if phase is Phase.FORWARD and any(each.watchpoint.what is WatchFor.NOT_FINITE for each in self._points):
                for _, module in hookable(self._step.model):
                    stack.callback(module.register_forward_hook(self._gave).remove)
            yield

    def after(self, phase: Phase, batch: Batch, beginning: Beginning, values: Values) -> Hit | None:
        """What has happened in ``phase``, if anything has that was not so before."""
        found = None
        for point in self._points:
            hit = self._looked(point, phase, batch, beginning, values)
            if isinstance(hit, bool):
                continue
            if hit is None:
                point.told.discard(phase)
                continue
            if not point.told and found is None:
                found = hit
            if point.told or found is hit:
                point.told.add(phase)
        return found

    def traced(self, hit: Hit, where: str, tensors: Sequence[Tensor]) -> Hit | None:
        """``hit`` told of the place ``where`` it began, if that is where ``tensors`` were made."""
        for tensor in tensors:
            if (bad := _not_finite(tensor)) and hit.watchpoint.what is WatchFor.NOT_FINITE:
                text = N_("{where} made a tensor of {all:,} numbers, {bad:,} of which are not finite.")
                facts = {"where": where, "all": tensor.numel(), "bad": bad}
                return Hit(hit.watchpoint, Message(text, facts))
        return None

    def traced_gradient(self, hit: Hit, name: str) -> Hit | None:
        """``hit`` if the gradient of the parameter ``name``, which has just arrived, is beyond its bound."""
        watched = hit.watchpoint.what in _GRADIENTS and hit.watchpoint.name in ("", name)
        return self._gradient(hit.watchpoint, [name]) if watched else None

    def _looked(
        self, point: _Point, phase: Phase, batch: Batch, beginning: Beginning, values: Values
    ) -> Hit | bool | None:
        """The hit of one watchpoint; None if it is not so, False if this phase does not tell."""
        what, stepped = point.watchpoint.what, phase is Phase.STEP and batch.last
        if what is WatchFor.NOT_FINITE and phase is not Phase.ZERO_GRAD:
            return self._finite(point.watchpoint, phase, batch)
        if what in _GRADIENTS and phase is Phase.BACKWARD:
            return self._gradient(point.watchpoint, self._names(point.watchpoint))
        if what is WatchFor.DEAD_UNIT and phase is Phase.FORWARD:
            return self._dead(point)
        if what is WatchFor.STILL_WEIGHT and stepped:
            return self._still(point, beginning)
        if what is WatchFor.UPDATE_RATIO and stepped:
            return self._ratio(point.watchpoint, beginning)
        if what is WatchFor.EXPRESSION:
            return _true(point.watchpoint, values())
        return False

    def _names(self, watchpoint: Watchpoint) -> list[str]:
        named = self._step.model.named_parameters()
        return [name for name, each in named if watchpoint.name in ("", name) and each.grad is not None]

    def _finite(self, watchpoint: Watchpoint, phase: Phase, batch: Batch) -> Hit | None:
        if phase is Phase.FORWARD:
            return self._activations(watchpoint, batch)
        tensors: list[Tensor] = []
        if phase is Phase.LOSS:
            tensors = [each for each in (batch.loss, batch.logits) if each is not None]
        elif phase is Phase.STEP:
            tensors = list(self._step.model.parameters())
        elif self._step.scaler is None:
            # A scaled gradient overflows now and then, which the scaler sees to.
            tensors = [each.grad for each in self._step.model.parameters() if each.grad is not None]
        if not tensors or not any(_not_finite(each) for each in tensors):
            return None
        text = N_("The optimizer's step has left weights that are not finite.")
        if phase is Phase.LOSS:
            text = N_("The loss or the predictions are not finite.")
        elif phase is Phase.BACKWARD:
            text = N_("A gradient is not finite.")
        return Hit(watchpoint, Message(text), traced=phase is not Phase.STEP)

    def _activations(self, watchpoint: Watchpoint, batch: Batch) -> Hit | None:
        if bad := _not_finite(batch.inputs):
            text = N_("{bad:,} of the {all:,} numbers of this batch's inputs are not finite.")
            return Hit(watchpoint, Message(text, {"bad": bad, "all": batch.inputs.numel()}))
        if not self._infinite or not bool(torch.stack(self._infinite).any()):
            return None
        return Hit(watchpoint, Message("The output of a module is not finite."), traced=True)

    def _gradient(self, watchpoint: Watchpoint, names: Sequence[str]) -> Hit | None:
        scale = self._step.scaler.get_scale() if self._step.scaler is not None else 1.0
        for name in names:
            gradient = self._step.model.get_parameter(name).grad
            if gradient is None:
                continue
            norm = float(torch.linalg.vector_norm(gradient.detach(), dtype=torch.float32)) / scale
            facts = {"name": name, "norm": f"{norm:.3g}"}
            if watchpoint.what is WatchFor.GRADIENT_VANISHES and norm < watchpoint.low:
                text = N_("The gradient of {name} has vanished: its norm is {norm}, below {bound}.")
                return Hit(watchpoint, Message(text, facts | {"bound": f"{watchpoint.low:g}"}), traced=True)
            if watchpoint.what is WatchFor.GRADIENT_EXPLODES and norm > watchpoint.high:
                text = N_("The gradient of {name} has exploded: its norm is {norm}, above {bound}.")
                return Hit(watchpoint, Message(text, facts | {"bound": f"{watchpoint.high:g}"}), traced=True)
        return None

    def _dead(self, point: _Point) -> Hit | None:
        for name, alive in self._alive.items():
            if point.watchpoint.name not in ("", name, self._behind.get(name)):
                continue
            before = point.lasted.get(name)
            if before is None or before.shape != alive.shape:
                before = torch.zeros(alive.shape, dtype=torch.int64, device=alive.device)
            lasted = point.lasted[name] = torch.where(alive, torch.zeros_like(before), before + 1)
            longest = int(lasted.max())
            if longest >= point.watchpoint.batches:
                unit = int(lasted.argmax())
                message = plural(
                    longest,
                    "Unit {unit} of {name} has given only 0 in a whole batch.",
                    "Unit {unit} of {name} has given only 0 in {n:,} batches in a row.",
                    unit=unit,
                    name=name,
                )
                return Hit(point.watchpoint, message)
        return None

    def _still(self, point: _Point, beginning: Beginning) -> Hit | None:
        for name, parameter in self._step.model.named_parameters():
            if point.watchpoint.name not in ("", name) or not parameter.requires_grad:
                continue
            moved = not torch.equal(parameter, beginning.weight(parameter))
            lasted = point.lasted[name] = 0 if moved else point.lasted.get(name, 0) + 1
            if lasted >= point.watchpoint.batches:
                message = plural(
                    lasted,
                    "{name} has not moved in a step.",
                    "{name} has not moved in {n:,} steps in a row.",
                    name=name,
                )
                return Hit(point.watchpoint, message)
        return None

    def _ratio(self, watchpoint: Watchpoint, beginning: Beginning) -> Hit | None:
        for name in self._names(watchpoint):
            parameter = self._step.model.get_parameter(name).detach()
            before = beginning.weight(self._step.model.get_parameter(name))
            size = float(torch.linalg.vector_norm(before, dtype=torch.float32))
            if not size:
                continue
            ratio = float(torch.linalg.vector_norm(parameter - before, dtype=torch.float32)) / size
            if not watchpoint.low <= ratio <= watchpoint.high:
                text = N_("The step moved {name} by {ratio} of its norm, which is outside of {low} to {high}.")
                facts = {"ratio": f"{ratio:.3g}", "low": f"{watchpoint.low:g}", "high": f"{watchpoint.high:g}"}
                return Hit(watchpoint, Message(text, {"name": name, **facts}))
        return None

    def _gave(self, module: nn.Module, taken: Any, given: Any) -> None:
        with unobserved():
            for tensor in filter(_has_fractions, tensors_in(given)):
                self._infinite.append(~torch.isfinite(tensor.detach()).all())

    def _listening(self, name: str) -> Callable[..., None]:
        def listen(module: nn.Module, taken: Any, given: Any) -> None:
            self._look_at(name, "", given)

        return listen

    def _look_at(self, name: str, behind: str, given: Any) -> None:
        """Note which units of what was ``given`` are alive in some example."""
        if isinstance(given, Tensor) and given.ndim > 1:
            others = [axis for axis in range(given.ndim) if axis != 1]
            with unobserved():
                self._alive[name] = (given.detach() != 0).sum(dim=others) > 0
            self._behind[name] = behind


class _Rectified(TorchFunctionMode):
    """Tells ``look`` of each ReLU that forward calls as a function: its name, the module behind it, what it gave.

    One that takes the output of a module is called ``relu(module)``, another by its number: ``relu #2``.
    """

    def __init__(self, look: Callable[[str, str, Any], None]) -> None:
        super().__init__()
        self._look = look
        self._calls = 0
        self._of_module = False
        """Whether it is a module that calls it, which is looked at itself."""
        self._last: tuple[str, Any] = ("", None)
        """The module that has given something last, and what."""

    def begins(self, module: nn.Module, taken: Any) -> None:
        """A hook that comes before a module."""
        self._of_module = isinstance(module, _RECTIFIERS)

    def gave(self, name: str) -> Callable[..., None]:
        """A hook that notes what the module called ``name`` gives."""

        def note(module: nn.Module, taken: Any, given: Any) -> None:
            self._last, self._of_module = (name, given), False

        return note

    def __torch_function__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        behind, last = self._last
        given = func(*args, **(kwargs or {}))
        if func in _FUNCTIONS and not self._of_module:
            self._calls += 1
            taken = args[0] if args else (kwargs or {}).get("input")
            known = behind and taken is last
            self._look(f"relu({behind})" if known else f"relu #{self._calls}", behind if known else "", given)
        return given

    def __exit__(self, *raised: Any) -> None:
        self._last = ("", None)
        super().__exit__(*raised)  # type: ignore[no-untyped-call]


def _rectifiers(model: nn.Module) -> bool:
    """Whether there is a ReLU, or may be: called in the forward of a class that somebody else has written."""
    own = any(not type(module).__module__.startswith(_OF_MODULES) for module in model.modules())
    return own or any(isinstance(module, _RECTIFIERS) for module in model.modules())


def _not_finite(tensor: Tensor) -> int:
    """How many numbers of a tensor are not finite."""
    return int((~torch.isfinite(tensor.detach())).sum()) if _has_fractions(tensor) else 0


def _has_fractions(tensor: Tensor) -> bool:
    return (tensor.is_floating_point() or tensor.is_complex()) and tensor.layout is torch.strided


def _true(watchpoint: Watchpoint, values: Mapping[str, Any]) -> Hit | None:
    """The hit of an expression; what cannot be evaluated, because something is not there yet, is not true."""
    before = randomness.capture()
    try:
        with torch.no_grad():
            true = bool(eval(watchpoint.expression.strip(), {"torch": torch, "np": np, **values}))
    except BaseException as error:
        if is_interrupt(error):
            raise
        return None
    finally:
        randomness.restore(before)
    return Hit(watchpoint, Message("{expression} is true.", {"expression": watchpoint.expression})) if true else None
