"""What a person's file holds that can be used, and how it is called: signatures, a form, the values of a call."""

from __future__ import annotations

import ast
import enum
import inspect
import re
import types
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Field, JsonValue

from trainer_core.errors import nearest
from trainer_core.registry import arguments_model
from trainer_core.trial.code import Code
from trainer_core.trial.report import Candidate, Parameter
from trainer_core.trial.tried import ProblemError

_PLAIN: dict[Any, Literal["bool", "int", "float", "text", "path"]] = {
    bool: "bool",
    int: "int",
    float: "float",
    str: "text",
    Path: "path",
}

_FORM_FACTS: dict[str, dict[str, JsonValue]] = {"path": {"path": "folder"}, "literal": {"literal": True}}
"""What a form is told of an argument besides its type."""


_PROMISING = re.compile(r"(^|_)(data|datas?ets?|train(ing)?|val|valid(ation)?|test)(_|$)")


def promises_data(name: str) -> bool:
    """Whether a function is called as if it returned a dataset: ``dataset``, ``make_train_data``, ``test``."""
    return _PROMISING.search(name.lower()) is not None


def own(module: types.ModuleType, code: Code) -> dict[str, Any]:
    """The public classes and functions that the file itself defines, in their order."""
    return {
        name: value
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (inspect.isclass(value) or inspect.isfunction(value))
        and value.__module__ == module.__name__
    }


def candidate(name: str, value: Callable[..., Any]) -> Candidate:
    """Describe a class or a function."""
    documented = (value.__doc__ or "").strip().splitlines()
    return Candidate(
        name=name,
        kind="class" if inspect.isclass(value) else "function",
        line=line_of(value),
        summary=documented[0][:300] if documented else "",
        parameters=[_parameter(each, _hints(value)) for each in _parameters(value)],
    )


def choose(candidates: Iterable[Candidate], wanted: str) -> Candidate:
    """The candidate called ``wanted``, or the only one; raises `ProblemError`."""
    known = {each.name: each for each in candidates}
    if wanted:
        if wanted in known:
            return known[wanted]
        near = nearest(wanted, known)
        raise ProblemError("unknown-name", name=wanted, known=", ".join([near] if near else known))
    if len(known) > 1:
        raise ProblemError("not-chosen", known=", ".join(known))
    return next(iter(known.values()))


def arguments_form(each: Candidate) -> type[BaseModel]:
    """The arguments as a pydantic model, from which a form is made. A literal is the text of one, and says so."""
    types_of: dict[str, Any] = {"bool": bool, "int": int, "float": float, "text": str, "path": str, "literal": str}
    fields: dict[str, tuple[Any, Any]] = {}
    for parameter in each.parameters:
        kind = Literal[tuple(parameter.choices)] if parameter.kind == "choice" else types_of[parameter.kind]
        shown = Field(
            title=parameter.name.replace("_", " ").capitalize(),
            json_schema_extra={"path": "folder"}
            if parameter.kind == "path"
            else {"literal": parameter.kind == "literal"},
        )
        fields[parameter.name] = (Annotated[kind, shown], ... if parameter.required else parameter.default)
    return arguments_model(f"arguments_{each.name}", fields)


def bound(name: str, value: Callable[..., Any], given: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The keyword arguments of a call, from plain values of a recipe; raises `ProblemError`.

    A text for an argument that is no text is read as a Python literal, the name of an ``Enum``'s member is taken for
    the member, and a relative path of a ``Path`` argument lies in ``folder``.
    """
    hints, parameters = _hints(value), {each.name: each for each in _parameters(value)}
    open_ended = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in _signature(value))
    for key in given:
        if key not in parameters and not open_ended:
            raise ProblemError("argument-unknown", name=name, argument=key, known=", ".join(parameters) or "–")
    missing = [key for key, each in parameters.items() if each.default is inspect.Parameter.empty and key not in given]
    if missing:
        raise ProblemError("argument-missing", name=name, arguments=", ".join(missing))
    return {
        key: _converted(key, plain, hints.get(key, _kind_of_default(parameters.get(key))), folder)
        for key, plain in given.items()
    }


def line_of(value: Any) -> int | None:
    """The line on which a class or a function begins, if that is known."""
    try:
        return inspect.getsourcelines(value)[1] if inspect.isclass(value) else int(value.__code__.co_firstlineno)
    except (OSError, TypeError, AttributeError, IndexError):
        return None


def _signature(value: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        return list(inspect.signature(value).parameters.values())
    except (TypeError, ValueError):
        return []


def _parameters(value: Callable[..., Any]) -> list[inspect.Parameter]:
    """Those that can be given by name."""
    by_name = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [each for each in _signature(value) if each.kind in by_name]


def _hints(value: Callable[..., Any]) -> dict[str, Any]:
    try:
        return get_type_hints(value.__init__ if inspect.isclass(value) else value)
    except Exception:
        # An annotation may name what is not there; the argument is then a literal.
        return {}


def _kind_of_default(each: inspect.Parameter | None) -> Any:
    """The type of an argument without an annotation: that of its default, where it is a plain one."""
    kind = type(each.default) if each is not None else None
    return kind if kind in _PLAIN else None


def _parameter(each: inspect.Parameter, hints: Mapping[str, Any]) -> Parameter:
    hint = hints.get(each.name, _kind_of_default(each))
    required = each.default is inspect.Parameter.empty
    default = None if required else each.default
    if get_origin(hint) is Literal and all(isinstance(value, bool | int | str) for value in get_args(hint)):
        return Parameter(
            name=each.name,
            kind="choice",
            required=required,
            default=default if isinstance(default, bool | int | str) else None,
            choices=list(get_args(hint)),
        )
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        chosen = default.name if isinstance(default, enum.Enum) else None
        members: list[bool | int | str] = [member.name for member in hint]
        return Parameter(name=each.name, kind="choice", required=required, default=chosen, choices=members)
    kind = _PLAIN.get(hint)
    fits = default is None or isinstance(default, str | Path if kind == "path" else hint if kind else object)
    if kind == "float" and isinstance(default, int):
        default, fits = float(default), True
    if kind is None or not fits or (default is None and not required):
        text = None if required else repr(default)[:300]
        return Parameter(name=each.name, kind="literal", required=required, default=text)
    plain = str(default) if isinstance(default, Path) else default
    return Parameter(name=each.name, kind=kind, required=required, default=plain)


def _converted(name: str, value: Any, hint: Any, folder: Path) -> Any:
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        members = {member.name: member for member in hint}
        if value in members:
            return members[value]
        raise ProblemError("argument-bad", argument=name, value=repr(value), expected=" / ".join(members))
    if get_origin(hint) is Literal:
        # A form has the texts of its choices.
        for choice in get_args(hint):
            if (type(value), value) == (type(choice), choice) or value == str(choice):
                return choice
        raise ProblemError(
            "argument-bad", argument=name, value=repr(value), expected=" / ".join(map(str, get_args(hint)))
        )
    if isinstance(value, str) and Path in _alternatives(hint):
        return Path(value) if Path(value).is_absolute() else folder / value
    if hint is float and type(value) is int:
        return float(value)
    if isinstance(value, str) and str not in _alternatives(hint):
        try:
            return ast.literal_eval(value.strip())
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            if hint is None:
                return value
            raise ProblemError(
                "argument-bad", argument=name, value=repr(value), expected=getattr(hint, "__name__", str(hint))
            ) from None
    return value


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
