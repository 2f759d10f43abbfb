"""The rules of the optimizers with the numbers of a weight filled in: they give what PyTorch's step gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from trainer_core.inside.formulas import rule_of

SETTINGS: list[tuple[type[torch.optim.Optimizer], dict[str, Any]]] = [
    (torch.optim.SGD, {"lr": 0.1}),
    (torch.optim.SGD, {"lr": 0.1, "weight_decay": 0.01}),
    (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01}),
    (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "dampening": 0.3}),
    (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    (torch.optim.SGD, {"lr": 0.1, "maximize": True}),
    (torch.optim.Adam, {"lr": 0.01}),
    (torch.optim.Adam, {"lr": 0.01, "weight_decay": 0.1, "betas": (0.8, 0.99), "eps": 1e-4}),
    (torch.optim.Adam, {"lr": 0.01, "amsgrad": True}),
    (torch.optim.AdamW, {"lr": 0.01, "weight_decay": 0.1}),
    (torch.optim.AdamW, {"lr": 0.01, "weight_decay": 0.0, "amsgrad": True}),
    (torch.optim.RMSprop, {"lr": 0.01}),
    (torch.optim.RMSprop, {"lr": 0.01, "momentum": 0.9, "weight_decay": 0.01}),
    (torch.optim.RMSprop, {"lr": 0.01, "centered": True, "alpha": 0.9}),
]


@pytest.mark.parametrize(("kind", "arguments"), SETTINGS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_the_rule_gives_the_weight_that_the_optimizer_gives(kind, arguments):
    torch.manual_seed(3)
    parameter = nn.Parameter(torch.randn(7, 3))
    optimizer = kind([parameter], foreach=False, **arguments)
    index = (4, 1)
    for _ in range(4):
        parameter.grad = torch.randn(7, 3)
        kept = {key: value[index] if value.ndim else value for key, value in optimizer.state[parameter].items()}
        before = {key: value.clone() for key, value in kept.items()}
        rule = rule_of(optimizer, optimizer.param_groups[0], parameter[index], parameter.grad[index], before)
        optimizer.step()

        after = parameter[index].item()
        assert abs(rule.after - after) <= np.spacing(np.float32(abs(after)))
        for key, value in optimizer.state[parameter].items():
            now = (value[index] if value.ndim else value).item()
            assert rule.state[key] == pytest.approx(now, rel=1e-6, abs=1e-12)


def test_the_lines_name_what_they_use_and_fill_in_its_numbers():
    parameter = nn.Parameter(torch.tensor([2.0]))
    optimizer = torch.optim.SGD([parameter], lr=0.5, momentum=0.9)
    state = {"momentum_buffer": torch.tensor(1.0)}
    rule = rule_of(optimizer, optimizer.param_groups[0], parameter[0], torch.tensor(-0.5), state)

    assert rule.formula == ["g = grad", "buf = momentum * buf + g", "g = buf", "w = w - lr * g"]
    assert rule.numbers == ["g = (-0.5)", "buf = 0.9 * 1 + (-0.5) = 0.4", "g = 0.4", "w = 2 - 0.5 * 0.4 = 1.8"]
    assert rule.after == pytest.approx(1.8)


def test_an_optimizer_without_a_rule_here_has_no_lines():
    parameter = nn.Parameter(torch.ones(1))
    optimizer = torch.optim.Adagrad([parameter])

    assert not rule_of(optimizer, optimizer.param_groups[0], parameter[0], torch.ones(()), {}).formula
