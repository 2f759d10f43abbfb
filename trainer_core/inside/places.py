"""The places of a step: which module and which line of code made each operation and each node of its graph."""

from __future__ import annotations

import linecache
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import torch
from torch import Tensor

from trainer_core.protocol.code_line import CodeLine
from trainer_core.trial.code import Code

_CORE = Path(__file__).parents[1]
_NOT_THE_MODEL = (str(Path(torch.__file__).parent) + os.sep, str(_CORE / "inside") + os.sep, "<frozen")
_LOOP = str(_CORE / "training") + os.sep
"""Beyond the training loop there is no line that belongs to the step."""

_NO_OPERATIONS = frozenset(
    [
        "_has_compatible_shallow_copy_type",
        "_set_grad_enabled",
        "__bool__",
        "__contains__",
        "__delete__",
        "__format__",
        "__get__",
        "__hash__",
        "__len__",
        "__repr__",
        "__set__",
        "backward",
        "data_ptr",
        "dim",
        "element_size",
        "get_device",
        "has_names",
        "is_coalesced",
        "is_complex",
        "is_conj",
        "is_contiguous",
        "is_floating_point",
        "is_inference",
        "is_neg",
        "is_nonzero",
        "is_pinned",
        "is_same_size",
        "is_signed",
        "item",
        "ndimension",
        "nelement",
        "numel",
        "register_hook",
        "requires_grad_",
        "retain_grad",
        "size",
        "storage",
        "storage_offset",
        "stride",
        "tolist",
        "type_as",
        "untyped_storage",
    ]
)
"""What is asked of a tensor without computing another."""


def operation_name(function: Any) -> str:
    """What an operation of PyTorch is called; empty for one that computes no tensor."""
    name = str(getattr(function, "__name__", ""))
    return "" if name in _NO_OPERATIONS else name


def next_number() -> int:
    """The sequence number that the next node of the graph will have on this thread."""
    return int(torch.autograd._get_sequence_nr())  # type: ignore[attr-defined]


def tensors_in(values: Any) -> Iterator[Tensor]:
    """The tensors in what a module or operation takes or gives, in their order.

    Those that stand for many, within `torch.func.vmap` say, have no values of their own and are left out.
    """
    if isinstance(values, Tensor):
        if not torch._C._functorch.is_functorch_wrapped_tensor(values):
            yield values
    elif isinstance(values, list | tuple):
        for value in values:
            yield from tensors_in(value)
    elif isinstance(values, dict):
        yield from tensors_in(list(values.values()))


class Lines:
    """Finds the line of the model's code that runs now; of a person's file as it was read for the run."""

    def __init__(self, code: Iterable[Code] = ()) -> None:
        self._own = {
            str(each.path.parent / name): content.decode("utf-8", "replace").splitlines()
            for each in code
            for name, content in each.files.items()
        }

    def now(self) -> CodeLine | None:
        """The innermost line below the training loop that is not PyTorch's; one of a person's own file before others.

        None where only PyTorch's own code runs.
        """
        frame: FrameType | None = sys._getframe(1)
        found: tuple[str, int] | None = None
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(_LOOP):
                break
            if file in self._own:
                return self._line(file, frame.f_lineno)
            if found is None and not file.startswith(_NOT_THE_MODEL):
                found = file, frame.f_lineno
            frame = frame.f_back
        return None if found is None else self._line(*found)

    def _line(self, file: str, number: int) -> CodeLine:
        own = self._own.get(file)
        if own is None:
            return CodeLine(file, number, linecache.getline(file, number).strip())
        return CodeLine(file, number, own[number - 1].strip() if number <= len(own) else "")


@dataclass(slots=True)
class _Made:
    """A module call or an operation: nodes with a sequence number from ``began`` up to ``ended`` were made in it."""

    began: int
    ended: int
    module: str
    line: CodeLine | None


class Makers:
    """Which module and which line made each node of the graph, by the numbers that PyTorch gives to nodes.

    Modules that are used several times and control flow are told apart, since every node has a number of its own.
    """

    def __init__(self) -> None:
        self._made: list[_Made] = []
        self._by_number: dict[int, _Made] = {}

    def made(self, began: int, ended: int, module: str, line: CodeLine | None) -> None:
        """Note what made the nodes with numbers from ``began`` up to ``ended``; operations are noted, not modules."""
        made = _Made(began, ended, module, line)
        self._by_number.update(dict.fromkeys(range(began, ended), made))

    def of(self, node: Any, parameters: Mapping[int, str]) -> tuple[str, CodeLine | None]:
        """The module and the line of a node; ``parameters`` are the model's, names by identity, for its leaves."""
        leaf = getattr(node, "variable", None)
        if leaf is not None:
            return parameters.get(id(leaf), "").rpartition(".")[0], None
        found = self._by_number.get(int(node._sequence_nr()))
        return ("", None) if found is None else (found.module, found.line)
