"""The rules by which optimizers move a weight, with the numbers of one weight filled in.

The numbers are computed in the weight's own type and in the order of PyTorch's implementations, so that the result is
the one that the optimizer's step gives; its fused step may differ from that in the last bits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.optim import SGD, Adam, AdamW, Optimizer, RMSprop


@dataclass(slots=True)
class Rule:
    """A rule line by line, with names and with numbers, and what it gives.

    ``after`` is the weight after the step, and ``state`` what the optimizer keeps of it afterwards.
    """

    formula: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    state: dict[str, float] = field(default_factory=dict)
    after: float = math.nan

    def line(self, name: str, text: str, value: Tensor | float, **facts: Any) -> None:
        """Add ``name = text``; ``text`` holds the names of ``facts`` in braces, whose numbers are filled in."""
        self.formula.append(f"{name} = {text.format(**{key: key for key in facts})}")
        filled = text.format(**{key: _number(each) for key, each in facts.items()})
        self.numbers.append(f"{name} = {filled} = {_number(value)}")


def rule_of(optimizer: Optimizer, group: Mapping[str, Any], w: Tensor, grad: Tensor, state: Mapping[str, Any]) -> Rule:
    """The rule of ``optimizer`` for one weight before its step.

    ``group`` are the settings of its parameter group, ``w`` () and ``grad`` () the weight and its gradient, ``state``
    the numbers () that are kept of it. The rule is empty for an optimizer that has none here.
    """
    rule = Rule()
    write = _RULES.get(type(optimizer))
    if write is None:
        return rule
    w, g = w.detach().clone(), grad.detach().clone()
    with torch.no_grad():
        if group.get("maximize"):
            g = -g
        rule.formula.append("g = -grad" if group.get("maximize") else "g = grad")
        rule.numbers.append(f"g = {_number(g)}")
        write(rule, group, w, g, state)
    return rule


def _decayed(rule: Rule, group: Mapping[str, Any], w: Tensor, g: Tensor) -> Tensor:
    decay = group["weight_decay"]
    if not decay:
        return g
    result = g.add(w, alpha=float(decay))
    rule.line("g", "{g} + {weight_decay} * {w}", result, g=g, weight_decay=decay, w=w)
    return result


def _sgd(rule: Rule, group: Mapping[str, Any], w: Tensor, g: Tensor, state: Mapping[str, Any]) -> None:
    lr, momentum, dampening = float(group["lr"]), float(group["momentum"]), float(group["dampening"])
    g = _decayed(rule, group, w, g)
    if momentum:
        before = state.get("momentum_buffer")
        if before is None:
            buf = g.clone()
            rule.formula.append("buf = g")
            rule.numbers.append(f"buf = {_number(buf)}")
        else:
            buf = before.clone().mul_(momentum).add_(g, alpha=1 - dampening)
            if dampening:
                text = "{momentum} * {buf} + (1 - {dampening}) * {g}"
                rule.line("buf", text, buf, momentum=momentum, buf=before, dampening=dampening, g=g)
            else:
                rule.line("buf", "{momentum} * {buf} + {g}", buf, momentum=momentum, buf=before, g=g)
        rule.state["momentum_buffer"] = buf.item()
        if group["nesterov"]:
            ahead = g.add(buf, alpha=momentum)
            rule.line("g", "{g} + {momentum} * {buf}", ahead, g=g, momentum=momentum, buf=buf)
            g = ahead
        else:
            rule.formula.append("g = buf")
            rule.numbers.append(f"g = {_number(buf)}")
            g = buf
    after = w.clone().add_(g, alpha=-lr)
    rule.line("w", "{w} - {lr} * {g}", after, w=w, lr=lr, g=g)
    rule.after = after.item()


def _adam(rule: Rule, group: Mapping[str, Any], w: Tensor, g: Tensor, state: Mapping[str, Any]) -> None:
    lr, eps = float(group["lr"]), float(group["eps"])
    beta1, beta2 = (float(beta) for beta in group["betas"])
    decay = float(group["weight_decay"])
    t = int(state.get("step", torch.zeros(()))) + 1
    rule.line("t", "{t} + 1", t, t=t - 1)
    if decay and group.get("decoupled_weight_decay"):
        moved = w * (1 - lr * decay)
        rule.line("w", "{w} * (1 - {lr} * {weight_decay})", moved, w=w, lr=lr, weight_decay=decay)
        w = moved
    else:
        g = _decayed(rule, group, w, g)
    zero = torch.zeros_like(w)
    m, v = state.get("exp_avg", zero), state.get("exp_avg_sq", zero)
    new_m, new_v = m.lerp(g, 1 - beta1), (v * beta2).addcmul_(g, g, value=1 - beta2)
    rule.line("m", "{beta1} * {m} + (1 - {beta1}) * {g}", new_m, beta1=beta1, m=m, g=g)
    rule.line("v", "{beta2} * {v} + (1 - {beta2}) * {g}**2", new_v, beta2=beta2, v=v, g=g)
    rule.state = {"step": float(t), "exp_avg": new_m.item(), "exp_avg_sq": new_v.item()}
    of_m, of_v, largest = 1 - beta1**t, 1 - beta2**t, new_v
    if group["amsgrad"]:
        before = state.get("max_exp_avg_sq", zero)
        largest = torch.maximum(before, new_v)
        rule.line("v_max", "max({v_max}, {v})", largest, v_max=before, v=new_v)
        rule.state["max_exp_avg_sq"] = largest.item()
    m_hat, v_hat = new_m / of_m, largest / of_v
    rule.line("m_hat", "{m} / (1 - {beta1}**{t})", m_hat, m=new_m, beta1=beta1, t=t)
    name = "v_max" if group["amsgrad"] else "v"
    rule.line("v_hat", f"{{{name}}} / (1 - {{beta2}}**{{t}})", v_hat, **{name: largest}, beta2=beta2, t=t)
    denominator = (largest.sqrt() / of_v**0.5).add_(eps)
    after = w.clone().addcdiv_(new_m, denominator, value=-(lr / of_m))
    text = "{w} - {lr} * {m_hat} / (sqrt({v_hat}) + {eps})"
    rule.line("w", text, after, w=w, lr=lr, m_hat=m_hat, v_hat=v_hat, eps=eps)
    rule.after = after.item()


def _rmsprop(rule: Rule, group: Mapping[str, Any], w: Tensor, g: Tensor, state: Mapping[str, Any]) -> None:
    lr, alpha, eps = float(group["lr"]), float(group["alpha"]), float(group["eps"])
    momentum, zero = float(group["momentum"]), torch.zeros_like(w)
    g = _decayed(rule, group, w, g)
    before = state.get("square_avg", zero)
    v = (before * alpha).addcmul_(g, g, value=1 - alpha)
    rule.line("v", "{alpha} * {v} + (1 - {alpha}) * {g}**2", v, alpha=alpha, v=before, g=g)
    rule.state = {"step": float(state.get("step", zero)) + 1, "square_avg": v.item()}
    if group["centered"]:
        mean = state.get("grad_avg", zero)
        a = mean.lerp(g, 1 - alpha)
        rule.line("a", "{alpha} * {a} + (1 - {alpha}) * {g}", a, alpha=alpha, a=mean, g=g)
        rule.state["grad_avg"] = a.item()
        divisor = v.addcmul(a, a, value=-1).sqrt_().add_(eps)
        rule.line("d", "sqrt({v} - {a}**2) + {eps}", divisor, v=v, a=a, eps=eps)
    else:
        divisor = v.sqrt().add_(eps)
        rule.line("d", "sqrt({v}) + {eps}", divisor, v=v, eps=eps)
    if momentum > 0:
        kept = state.get("momentum_buffer", zero)
        buf = (kept * momentum).addcdiv_(g, divisor)
        rule.line("buf", "{momentum} * {buf} + {g} / {d}", buf, momentum=momentum, buf=kept, g=g, d=divisor)
        rule.state["momentum_buffer"] = buf.item()
        after = w.clone().add_(buf, alpha=-lr)
        rule.line("w", "{w} - {lr} * {buf}", after, w=w, lr=lr, buf=buf)
    else:
        after = w.clone().addcdiv_(g, divisor, value=-lr)
        rule.line("w", "{w} - {lr} * {g} / {d}", after, w=w, lr=lr, g=g, d=divisor)
    rule.after = after.item()


_RULES: dict[type, Callable[[Rule, Mapping[str, Any], Tensor, Tensor, Mapping[str, Any]], None]] = {
    SGD: _sgd,
    Adam: _adam,
    AdamW: _adam,
    RMSprop: _rmsprop,
}


def _number(value: Tensor | float) -> str:
    number = value.item() if isinstance(value, Tensor) else value
    text = f"{number:.6g}"
    return f"({text})" if text.startswith("-") else text
