"""Changes of a layer by hand, as new values of its parameters: all are made out before the first is put in."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrize import is_parametrized

from trainer_core.errors import N_, CommandError, Message, nearest, plural
from trainer_core.inside.layer_units import Units, parts_of, units_of
from trainer_core.inside.phase_reports import chosen_weight
from trainer_core.protocol.inside import ChooseWeight
from trainer_core.protocol.interventions import (
    AddNoise,
    Intervene,
    LayerDescribed,
    Scale,
    SetWeight,
    Silence,
    SwapLayer,
)
from trainer_core.weights.checkpoint import names_for, read_weights
from trainer_core.weights.state_dicts import require_finite, require_numbers

Feeding = Callable[[str], str | None]
"""Gives the path of the layer that feeds the module at a path, or None where that is not known."""

_UNITS_NAMED = 8


@dataclass(frozen=True, slots=True)
class Change:
    """New values for parts of tensors, each a view that shares the tensor's memory but not its version.

    So backward can still go through a graph that holds them, as the optimizer's own step never does.
    """

    message: Message
    values: tuple[tuple[Tensor, Tensor], ...]
    notes: tuple[Message, ...] = ()

    def carry_out(self) -> None:
        """Put the new values in."""
        with torch.no_grad():
            for part, new in self.values:
                part.copy_(new)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a parameter, and the whole of it."""

    view: Tensor
    whole: Tensor


def layer_described(model: nn.Module, path: str, feeding: Feeding) -> LayerDescribed:
    """What of the module at ``path`` can be changed; raises `CommandError` if there is no such module."""
    module = _module(model, path)
    try:
        _require_parameters(module, path, feeding)
        refusal = None
    except CommandError as error:
        refusal = error.message
    units = units_of(module)
    own = tuple((name, tuple(each.shape)) for name, each in module.named_parameters(recurse=False))
    count, channels = (0, False) if units is None else (units.count, units.channels)
    return LayerDescribed(path, type(module).__name__, count, channels, own, refusal)


def change_of(model: nn.Module, command: Intervene, feeding: Feeding) -> Change:
    """What ``command`` does to ``model``, not yet done; raises `TrainerError` if it cannot be."""
    module = _module(model, command.module)
    _require_parameters(module, command.module, feeding)
    match command:
        case Silence():
            change = _silenced(module, command)
        case Scale():
            change = _scaled(module, command)
        case AddNoise():
            change = _noisy(module, command)
        case SetWeight():
            change = _set(model, command)
        case SwapLayer():
            change = _swapped(model, module, command)
        case _:
            raise TypeError(f"{type(command).__name__} is not known")
    return Change(change.message, change.values, _notes(model, command.module, module))


def _silenced(module: nn.Module, command: Silence) -> Change:
    _require_plain(module, command.module)
    parts = _parts(module, command.module, command.units)
    values = tuple((part.view, torch.zeros_like(part.view)) for part in parts)
    return Change(Message(N_("Silenced {what}."), {"what": _what(command.module, command.units, module)}), values)


def _scaled(module: nn.Module, command: Scale) -> Change:
    _require_finite(command.factor)
    _require_plain(module, command.module)
    parts = _parts(module, command.module, command.units)
    values = tuple((part.view, part.view * command.factor) for part in parts)
    facts = {"what": _what(command.module, command.units, module), "factor": f"{command.factor:g}"}
    return Change(Message(N_("Multiplied {what} by {factor}."), facts), values)


def _noisy(module: nn.Module, command: AddNoise) -> Change:
    _require_finite(command.amount)
    generator = torch.Generator().manual_seed(command.seed)
    values = []
    for part in _parts(module, command.module, command.units):
        whole = part.whole.double()
        spread = float(whole.std()) if whole.numel() > 1 else float(whole.abs().sum())
        noise = torch.randn(part.view.shape, generator=generator, dtype=torch.float32) * (command.amount * spread)
        values.append((part.view, part.view + noise.to(part.view)))
    if all(torch.equal(view, new) for view, new in values):
        raise CommandError(
            "no-spread",
            "All weights of {layer} are equal, so their standard deviation is 0 and noise cannot be scaled by it. "
            "Set or swap them instead.",
            layer=_named(command.module),
        )
    facts = {"what": _what(command.module, command.units, module), "amount": f"{command.amount * 100:g}%"}
    text = N_("Added noise to {what}: {amount} of the standard deviation of its weights, seed {seed}.")
    return Change(Message(text, {**facts, "seed": command.seed}), tuple(values))


def _set(model: nn.Module, command: SetWeight) -> Change:
    _require_finite(command.value)
    name = ".".join(part for part in (command.module, command.name) if part)
    chosen = chosen_weight(model, ChooseWeight(name, command.index))
    assert chosen is not None
    view = dict(model.named_parameters())[name].data[chosen[1]]
    new = torch.full_like(view, command.value)
    place = "[" + ", ".join(map(str, chosen[1])) + "]" if chosen[1] else ""
    facts = {"weight": f"{name}{place}", "old": f"{float(view):.6g}", "new": f"{float(new):.6g}"}
    return Change(Message(N_("Set {weight} from {old} to {new}."), facts), ((view, new),))


def _swapped(model: nn.Module, module: nn.Module, command: SwapLayer) -> Change:
    path = command.path.expanduser().absolute()
    read = read_weights(path).state_dict
    names, _ = names_for(read, model.state_dict())
    there = {names[key]: value for key, value in read.items()}
    source = command.source or command.module
    begin = f"{source}." if source else ""
    found = {key.removeprefix(begin): value for key, value in there.items() if key.startswith(begin)}
    if not found:
        layers = dict.fromkeys(key.rpartition(".")[0] for key in there)
        raise CommandError(
            "no-such-layer",
            "{path} has no layer called {layer}. Did you mean {near}?",
            path=str(path),
            layer=source,
            near=nearest(source, layers) or next(iter(layers), ""),
        )
    here: dict[str, Tensor] = module.state_dict()
    for key in dict.fromkeys((*here, *found)):
        ours, theirs = (_shape(each.get(key)) for each in (here, found))
        if ours != theirs:
            raise CommandError(
                "other-shape",
                "{weight} is {theirs} in {path} and {ours} here. Only a layer of the same shape can replace it.",
                weight=f"{source}.{key}".strip("."),
                theirs=theirs,
                ours=ours,
                path=str(path),
            )
    require_numbers(found, path)
    require_finite(found, path)
    values = tuple((here[key].data, found[key].to(here[key])) for key in here)
    facts = {"what": _named(command.module), "source": _named(source), "file": f"{path.parent.name}/{path.name}"}
    return Change(Message(N_("Replaced {what} with {source} from {file}."), facts), values)


def _parts(module: nn.Module, path: str, units: tuple[int, ...]) -> Iterator[_Part]:
    """The parts of the module's parameters that ``units`` mean; raises `CommandError` where there are no such."""
    if not units:
        for whole in module.parameters():
            yield _Part(whole.data, whole.data)
        return
    known = units_of(module)
    _require_units(known, module, path, units)
    for unit in dict.fromkeys(units):
        for _, parameter, index in parts_of(module, unit):
            yield _Part(parameter.data[index], parameter.data)


def _require_units(known: Units | None, module: nn.Module, path: str, units: tuple[int, ...]) -> None:
    if known is None:
        raise CommandError(
            "no-units",
            "The outputs of {layer} ({type}) do not each have weights of their own, so only the whole layer can be "
            "changed.",
            layer=_named(path),
            type=type(module).__name__,
        )
    wrong = [unit for unit in units if not 0 <= unit < known.count]
    if wrong:
        raise CommandError(
            "no-such-unit",
            "{layer} has no unit {unit}; they are counted from 0 to {last}.",
            layer=_named(path),
            unit=wrong[0],
            last=known.count - 1,
        )


def _module(model: nn.Module, path: str) -> nn.Module:
    modules: dict[str, nn.Module] = dict(model.named_modules())
    if path not in modules:
        raise CommandError(
            "no-such-module",
            "The model has no module {name}. Did you mean {near}?",
            name=path,
            near=nearest(path, modules) or next(reversed(modules)),
        )
    return modules[path]


def _require_parameters(module: nn.Module, path: str, feeding: Feeding) -> None:
    if next(module.parameters(), None) is not None:
        return
    layer = feeding(path)
    if layer is None:
        text = N_("{name} ({type}) has no weights to change.")
        raise CommandError("no-parameters", text, name=_named(path), type=type(module).__name__)
    raise CommandError(
        "no-parameters",
        "{name} ({type}) has no weights to change. Its input comes from {layer}: change that instead.",
        name=_named(path),
        type=type(module).__name__,
        layer=_named(layer),
    )


def _require_plain(module: nn.Module, path: str) -> None:
    """Raise `CommandError` where the weights that act are computed from the parameters, as by ``weight_norm``."""
    if any(is_parametrized(each) for each in module.modules()):
        raise CommandError(
            "parametrized",
            "{layer} computes its weights from other parameters, so it cannot be silenced or scaled. Swap it instead.",
            layer=_named(path),
        )


def _require_finite(value: float) -> None:
    if not math.isfinite(value):
        raise CommandError("not-finite", "Weights cannot be changed with {value}. Enter a finite number.", value=value)


def _notes(model: nn.Module, path: str, module: nn.Module) -> tuple[Message, ...]:
    """What else uses the same parameters, and so is changed too."""
    own = {id(parameter) for parameter in module.parameters()}
    begin = f"{path}." if path else ""
    shared = [
        name
        for name, parameter in model.named_parameters(remove_duplicate=False)
        if id(parameter) in own and not name.startswith(begin)
    ]
    if not shared:
        return ()
    return (Message("{name} is the same parameter, so it changes too.", {"name": ", ".join(shared)}),)


def _what(path: str, units: tuple[int, ...], module: nn.Module) -> str | Message:
    """What is changed, in words."""
    if not units:
        return _named(path)
    named = ", ".join(map(str, units[:_UNITS_NAMED])) + (", …" if len(units) > _UNITS_NAMED else "")
    known = units_of(module)
    if known is not None and known.channels:
        return plural(len(units), "channel {units} of {layer}", "channels {units} of {layer}", units=named, layer=path)
    return plural(len(units), "unit {units} of {layer}", "units {units} of {layer}", units=named, layer=path)


def _named(path: str) -> str | Message:
    return path or Message(N_("the whole model"))


def _shape(tensor: Tensor | None) -> str | Message:
    return Message(N_("not there")) if tensor is None else str(tuple(tensor.shape))
