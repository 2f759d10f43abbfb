"""One entry of the console: compiled, run statement by statement, and its error told as a trimmed traceback."""

from __future__ import annotations

import ast
import linecache
import reprlib
import traceback
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any

from trainer_core.inside.console.results import shortened
from trainer_core.inside.console.typed_module import TypedModule

_MOST_FRAMES = 20
"""Lines of a traceback's call stack that are shown: the outermost and the innermost half of them."""


_PROGRAM = (str(Path(__file__).parent), ast.__file__, reprlib.__file__)
"""Where code is that stands between an entry and what it runs."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an entry ended in: ``value`` of the expression that is its last line, called ``name`` if that is a name."""

    value: Any = None
    name: str = ""


def run_entry(text: str, number: int, module: TypedModule) -> Outcome:
    """Run ``text``, the entry with this ``number``, in ``module``; raises whatever it raises.

    If the last statement is an expression, its value is the outcome.
    """
    file = f"<console {number}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    tree = ast.parse(text, file)
    names = module.names
    module.note(tree)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, file, "exec"), names)
    if last is None:
        return Outcome()
    assert isinstance(last, ast.Expr)
    value = eval(compile(ast.Expression(last.value), file, "eval"), names)
    return Outcome(value, last.value.id if isinstance(last.value, ast.Name) else "")


def traceback_of(error: BaseException) -> str:
    """The traceback of ``error`` from the typed line on; of a long one the outermost and innermost calls.

    Nothing of the error is kept: not its frames, and so none of the tensors in them.
    """
    found = traceback.TracebackException(type(error), error, _from_the_entry(error.__traceback__), compact=True)
    _shorten(found)
    return shortened("".join(found.format()).rstrip("\n"))


def _from_the_entry(trace: TracebackType | None) -> TracebackType | None:
    """The traceback without the frames of the program that led to the typed code, or to the text of its result.

    A syntax error is raised by the parser, and has no line that ran.
    """
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(_PROGRAM):
        trace = trace.tb_next
    return trace


def _shorten(found: traceback.TracebackException) -> None:
    """Leave out the middle of long stacks, and of those of causes; Python itself folds calls that repeat."""
    seen: set[int] = set()
    each: traceback.TracebackException | None = found
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        stack = each.stack
        different = 1 + sum(one.lineno != other.lineno for one, other in pairwise(stack))
        if different > _MOST_FRAMES:
            half = _MOST_FRAMES // 2
            stack[half:-half] = [traceback.FrameSummary("…", 0, f"… ({len(stack) - 2 * half:,})", line="")]
        each = each.__cause__ or each.__context__
