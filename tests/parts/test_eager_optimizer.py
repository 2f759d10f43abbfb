"""Optimizers in eager mode: numbers of the public methods, without the compiler; those methods in case of doubt."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
import torch
from torch import nn
from torch.optim import Optimizer, lr_scheduler
from torch.optim.optimizer import register_optimizer_step_post_hook, register_optimizer_step_pre_hook

from trainer_core.parts import eager_optimizer
from trainer_core.parts.optimizers import optimizers

OFFERED = [entry.name for entry in optimizers if entry.name != "file"]
EVERY = sorted(
    name
    for name, kind in vars(torch.optim).items()
    if inspect.isclass(kind) and issubclass(kind, Optimizer) and kind is not Optimizer
)
WITHOUT_CLOSURE = [name for name in EVERY if name != "LBFGS"]

ARGUMENTS: dict[str, list[dict[str, Any]]] = {
    "SGD": [{"momentum": 0.9, "nesterov": True, "weight_decay": 0.01}, {"fused": True}, {"foreach": True}],
    "Adam": [{"amsgrad": True}, {"fused": True}, {"foreach": True}, {"lr": torch.tensor(0.01)}],
    "AdamW": [{"weight_decay": 0.1}, {"fused": True}],
    "Adagrad": [{"fused": True}],
    "RMSprop": [{"momentum": 0.9, "centered": True}],
}
"""Besides its defaults, what an optimizer is made with."""

WAYS = [(name, given) for name in WITHOUT_CLOSURE for given in [{}, *ARGUMENTS.get(name, [])]]


def weights_for(name: str) -> list[nn.Parameter]:
    """What the optimizer ``name`` accepts: matrices for Muon, and for the others parameters of several shapes."""
    shapes = [(3, 2), (4, 3)] if name == "Muon" else [(3,), (3, 2), (2, 1, 3, 3)]
    numbers = torch.Generator().manual_seed(0)
    return [nn.Parameter(torch.randn(shape, generator=numbers)) for shape in shapes]


def give_gradients(weights: list[nn.Parameter], step: int, *, sparse: bool) -> None:
    numbers = torch.Generator().manual_seed(step)
    for weight in weights:
        gradient = torch.randn(weight.shape, generator=numbers)
        weight.grad = gradient.to_sparse() if sparse else gradient


def in_groups(weights: list[nn.Parameter]) -> list[dict[str, Any]]:
    return [{"params": weights[:1], "lr": 0.02}, {"params": weights[1:]}]


def equal(one: Any, other: Any) -> bool:
    """Whether two state_dicts hold the same values, tensors to the bit."""
    if isinstance(one, torch.Tensor):
        return torch.equal(one, other) and one.dtype == other.dtype
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(equal(value, other[key]) for key, value in one.items())
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(equal, one, other))
    return type(one) is type(other) and one == other


def test_every_optimizer_of_the_registry_is_among_those_compared() -> None:
    assert set(OFFERED) <= set(WITHOUT_CLOSURE)


@pytest.mark.parametrize(("name", "given"), WAYS, ids=[f"{name}-{'-'.join(given)}" for name, given in WAYS])
@pytest.mark.parametrize("groups", [False, True], ids=["one group", "two groups"])
def test_each_step_is_the_public_one_to_the_bit(name: str, given: dict[str, Any], groups: bool) -> None:
    kind = getattr(torch.optim, name)
    theirs, ours = weights_for(name), weights_for(name)
    public = kind(in_groups(theirs) if groups else theirs, **given)
    eager = eager_optimizer.make(kind, in_groups(ours) if groups else ours, **given)
    assert type(eager) is kind
    assert vars(eager).keys() == vars(public).keys()
    assert repr(eager) == repr(public)
    for step in range(5):
        public.zero_grad(set_to_none=True)
        eager_optimizer.zero_grad(eager)
        assert all(weight.grad is None for weight in ours)
        give_gradients(theirs, step, sparse=name == "SparseAdam")
        give_gradients(ours, step, sparse=name == "SparseAdam")
        public.step()
        eager_optimizer.step(eager)
        assert all(torch.equal(one, other) for one, other in zip(theirs, ours, strict=True)), step
        assert equal(public.state_dict(), eager_optimizer.state_dict(eager)), step


@pytest.mark.parametrize("name", WITHOUT_CLOSURE)
def test_a_state_is_loaded_as_the_public_method_loads_it(name: str) -> None:
    kind = getattr(torch.optim, name)
    before = weights_for(name)
    first = eager_optimizer.make(kind, before, lr=0.02)
    give_gradients(before, 0, sparse=name == "SparseAdam")
    eager_optimizer.step(first)
    state = eager_optimizer.state_dict(first)
    theirs, ours = weights_for(name), weights_for(name)
    public, eager = kind(theirs), eager_optimizer.make(kind, ours)
    public.load_state_dict(state)
    eager_optimizer.load_state_dict(eager, state)
    assert equal(eager_optimizer.state_dict(eager), public.state_dict())
    assert vars(eager).keys() == vars(public).keys()


def test_wrong_arguments_and_states_are_refused_as_the_public_methods_refuse_them() -> None:
    def refusal(act: Callable[[], object]) -> str:
        with pytest.raises(Exception) as caught:  # noqa: PT011  compared with the other's
            act()
        return f"{type(caught.value).__name__}: {caught.value}"

    state = torch.optim.SGD(in_groups(weights_for("SGD"))).state_dict()
    pairs: list[tuple[Callable[[], object], Callable[[], object]]] = [
        (lambda: torch.optim.SGD([]), lambda: eager_optimizer.make(torch.optim.SGD, [])),
        (
            lambda: torch.optim.SGD(weights_for("SGD"), lr=-1.0),
            lambda: eager_optimizer.make(torch.optim.SGD, weights_for("SGD"), lr=-1.0),
        ),
        (
            lambda: torch.optim.SGD([{"params": {nn.Parameter(torch.ones(1))}}]),
            lambda: eager_optimizer.make(torch.optim.SGD, [{"params": {nn.Parameter(torch.ones(1))}}]),
        ),
        (
            lambda: torch.optim.SGD(weights_for("SGD")).load_state_dict(state),
            lambda: eager_optimizer.load_state_dict(eager_optimizer.make(torch.optim.SGD, weights_for("SGD")), state),
        ),
    ]
    for public, eager in pairs:
        assert refusal(public) == refusal(eager)


def test_gradients_are_switched_back_on_after_a_step_also_after_one_that_fails() -> None:
    weights = weights_for("SGD")
    optimizer = eager_optimizer.make(torch.optim.SGD, weights)
    give_gradients(weights, 0, sparse=False)
    eager_optimizer.step(optimizer)
    assert torch.is_grad_enabled()
    optimizer.param_groups[0].pop("momentum")
    with pytest.raises(KeyError):
        eager_optimizer.step(optimizer)
    assert torch.is_grad_enabled()


# Who has to see a step sees it.


@pytest.fixture
def public_steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The public methods of SGD that are called, in order."""
    called: list[str] = []

    def noted(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **keywords: Any) -> Any:
            called.append(name)
            return method(*args, **keywords)

        call.__wrapped__ = method.__wrapped__  # type: ignore[attr-defined]
        return call

    torch.optim.SGD(weights_for("SGD"))
    public = torch.optim.SGD.step
    # Found by its code, the original is what tells whether a step is torch's own; the class has the noted one.
    monkeypatch.setattr(eager_optimizer, "_plain_step", lambda _: public.__wrapped__.__wrapped__)
    hooked = noted("step", public)
    hooked.hooked = True  # type: ignore[attr-defined]
    monkeypatch.setattr(torch.optim.SGD, "step", hooked)
    monkeypatch.setattr(Optimizer, "zero_grad", noted("zero_grad", Optimizer.zero_grad))
    return called


def sgd() -> tuple[list[nn.Parameter], Optimizer]:
    weights = weights_for("SGD")
    optimizer = eager_optimizer.make(torch.optim.SGD, weights, lr=0.1)
    give_gradients(weights, 0, sparse=False)
    return weights, optimizer


def step_and_clear(optimizer: Optimizer) -> None:
    eager_optimizer.step(optimizer)
    eager_optimizer.zero_grad(optimizer)


def test_nothing_public_is_called_where_nobody_looks(public_steps: list[str]) -> None:
    _, optimizer = sgd()
    step_and_clear(optimizer)
    assert public_steps == []


@pytest.mark.parametrize("register", ["register_step_pre_hook", "register_step_post_hook"])
def test_hooks_of_an_optimizer_are_called(public_steps: list[str], register: str) -> None:
    _, optimizer = sgd()
    called: list[Optimizer] = []
    handle = getattr(optimizer, register)(lambda each, args, keywords: called.append(each))
    step_and_clear(optimizer)
    assert called == [optimizer]
    assert public_steps == ["step", "zero_grad"]
    handle.remove()
    step_and_clear(optimizer)
    assert len(called) == 1
    assert public_steps == ["step", "zero_grad"]


@pytest.mark.parametrize("register", [register_optimizer_step_pre_hook, register_optimizer_step_post_hook])
def test_hooks_of_every_optimizer_are_called(public_steps: list[str], register: Callable[..., Any]) -> None:
    _, optimizer = sgd()
    called: list[Optimizer] = []
    handle = register(lambda each, args, keywords: called.append(each))
    try:
        step_and_clear(optimizer)
    finally:
        handle.remove()
    assert called == [optimizer]
    step_and_clear(optimizer)
    assert len(called) == 1


def test_a_profiler_sees_the_step() -> None:
    _, optimizer = sgd()
    with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as profile:
        step_and_clear(optimizer)
    names = {event.key for event in profile.key_averages()}
    assert {"Optimizer.step#SGD.step", "Optimizer.zero_grad#SGD.zero_grad"} <= names


def test_a_schedule_of_torch_counts_the_steps() -> None:
    _, optimizer = sgd()
    schedule = lr_scheduler.StepLR(optimizer, step_size=1)
    eager_optimizer.step(optimizer)
    schedule.step()  # Warns, which fails the test, where the optimizer's own step was not seen.
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.01)


def test_while_something_is_compiled_the_public_methods_are_called(
    public_steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, optimizer = sgd()
    monkeypatch.setattr(torch.compiler, "is_compiling", lambda: True)
    step_and_clear(optimizer)
    assert public_steps == ["step", "zero_grad"]


def test_a_differentiable_step_stays_in_the_graph() -> None:
    start = torch.ones(2, requires_grad=True)
    weight = start * 2
    weight.retain_grad()
    optimizer = eager_optimizer.make(torch.optim.SGD, [weight], lr=0.5, differentiable=True)
    weight.grad = torch.ones(2)
    eager_optimizer.step(optimizer)
    assert weight.requires_grad
    assert weight.grad_fn is not None


class Halving(torch.optim.SGD):
    """A person's own: halves each parameter, and counts what is called."""

    calls: ClassVar[list[str]] = []

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        self.calls.append("add_param_group")
        super().add_param_group(param_group)

    def zero_grad(self, set_to_none: bool = True) -> None:
        self.calls.append("zero_grad")
        super().zero_grad(set_to_none)

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        self.calls.append("step")
        for group in self.param_groups:
            for parameter in group["params"]:
                parameter.mul_(0.5)

    def state_dict(self) -> dict[str, Any]:
        self.calls.append("state_dict")
        return super().state_dict()

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        self.calls.append("load_state_dict")
        super().load_state_dict(state_dict)


def test_a_class_of_ones_own_is_used_as_it_is() -> None:
    Halving.calls.clear()
    weight = nn.Parameter(torch.ones(2))
    optimizer = eager_optimizer.make(Halving, [weight])
    eager_optimizer.zero_grad(optimizer)
    eager_optimizer.step(optimizer)
    eager_optimizer.load_state_dict(optimizer, eager_optimizer.state_dict(optimizer))
    assert Halving.calls == ["add_param_group", "zero_grad", "step", "state_dict", "load_state_dict"]
    assert weight.tolist() == [0.5, 0.5]


def test_a_function_that_makes_an_optimizer_is_called() -> None:
    weights = weights_for("SGD")
    optimizer = eager_optimizer.make(lambda parameters, lr: torch.optim.SGD(parameters, lr=lr), weights, lr=0.3)
    assert optimizer.param_groups[0]["lr"] == 0.3


@pytest.mark.parametrize("missing", ["profile_hook_step", "_use_grad_for_differentiable"])
def test_a_torch_built_otherwise_is_used_by_its_public_methods(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = Optimizer if missing == "profile_hook_step" else eager_optimizer.torch_optimizer
    _, optimizer = sgd()
    step = type(optimizer).step
    monkeypatch.delattr(holder, missing)
    eager_optimizer._plain_step.cache_clear()
    try:
        assert eager_optimizer._plain_step(step) is None
        eager_optimizer.step(optimizer)
    finally:
        eager_optimizer._plain_step.cache_clear()


def test_a_step_that_takes_something_else_is_left_to_the_public_method() -> None:
    def step(self: Any, closure: Any = None, scale: float = 1.0) -> None: ...

    assert eager_optimizer._plain_step(Optimizer.profile_hook_step(step)) is None


def test_a_wrapper_around_the_step_of_torch_is_not_left_out() -> None:
    _, optimizer = sgd()
    public = type(optimizer).step

    def wrapper(self: Any, closure: Any = None) -> Any:
        return public(self, closure)

    wrapper.__wrapped__ = public.__wrapped__  # type: ignore[attr-defined]
    assert eager_optimizer._plain_step(public) is not None
    assert eager_optimizer._plain_step(wrapper) is None


def test_without_hooks_where_they_were_the_public_methods_are_called(
    public_steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, optimizer = sgd()
    monkeypatch.delattr(eager_optimizer.torch_optimizer, "_global_optimizer_pre_hooks")
    monkeypatch.setattr(torch.optim.SGD, "step", lambda self, closure=None: public_steps.append("step"))
    monkeypatch.setattr(Optimizer, "zero_grad", lambda self, set_to_none=True: public_steps.append("zero_grad"))
    step_and_clear(optimizer)
    assert public_steps == ["step", "zero_grad"]


_ALL_OF_IT = """
import sys, torch
from torch import nn
from trainer_core.parts import eager_optimizer
from trainer_core.parts.optimizers import build_optimizer, optimizers
for entry in optimizers:
    if entry.name == "file":
        continue
    layer = nn.Linear(3, 2)
    optimizer = build_optimizer(layer.parameters(), entry.name)
    for _ in range(2):
        eager_optimizer.zero_grad(optimizer)
        layer(torch.ones(4, 3)).sum().backward()
        nn.utils.clip_grad_norm_(layer.parameters(), 1.0)
        eager_optimizer.step(optimizer)
    eager_optimizer.load_state_dict(optimizer, eager_optimizer.state_dict(optimizer))
    found = {"torch._dynamo", "sympy"} & set(sys.modules)
    assert not found, (entry.name, found)
"""


def test_no_optimizer_imports_the_compiler() -> None:
    done = subprocess.run([sys.executable, "-c", _ALL_OF_IT], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
