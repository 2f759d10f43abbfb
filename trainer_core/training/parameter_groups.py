"""Parameters in groups: each with its own learning rate and weight decay, and frozen for as long as the recipe says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from torch import nn
from torch.nn.modules.batchnorm import _NormBase
from torch.optim import Optimizer

from trainer_core.errors import RecipeError, nearest
from trainer_core.parts import eager_optimizer
from trainer_core.parts.optimizers import set_arguments
from trainer_core.recipe.parameter_groups import FIELD, ParameterGroup, group_of


class ParameterGroups:
    """The parameters of ``model`` by group, in the order of the optimizer's: that of the recipe, and then the rest.

    Attributes:
        names: the names of each group's parameters.
        factors: what each group's learning rate is multiplied by.

    Raises `RecipeError` for a group that no parameter is in, and if nothing would be trained.
    """

    def __init__(self, model: nn.Module, groups: Sequence[ParameterGroup] = ()) -> None:
        self._model = model
        self._groups = tuple(groups)
        parameters = dict(model.named_parameters())
        places = {name: group_of(name, self._groups) for name in parameters}
        self.names = [[name for name in parameters if places[name] == at] for at in range(len(self._groups))]
        for at, names in enumerate(self.names):
            if not names:
                raise _nothing_in(at, self._groups[at], parameters)
        rest = [name for name in parameters if places[name] is None]
        if rest or not self._groups:
            self.names.append(rest)
        self._parameters = [[parameters[name] for name in names] for names in self.names]
        self._own = {name for name, parameter in parameters.items() if not parameter.requires_grad}
        """Parameters that the model itself keeps as they are."""
        self._norms = [
            (module, group_of(f"{name}.weight", self._groups))
            for name, module in model.named_modules()
            if isinstance(module, _NormBase) and self._groups
        ]
        self._require_training(0)

    @property
    def factors(self) -> list[float]:
        return [group.lr_factor for group in self._groups] + [1.0] * (len(self.names) - len(self._groups))

    def for_optimizer(self, name: str, arguments: Mapping[str, Any]) -> list[Any]:
        """What an optimizer is made of: the parameters, or a table of each group; raises `RecipeError`."""
        self._require_decay(name, arguments)
        if not self._groups:
            return self._parameters[0]
        tables: list[dict[str, Any]] = [{"params": parameters} for parameters in self._parameters]
        for table, group in zip(tables, self._groups, strict=False):
            if group.weight_decay is not None:
                table["weight_decay"] = group.weight_decay
        return tables

    def set_arguments(self, optimizer: Optimizer, arguments: Mapping[str, Any]) -> None:
        """Give an optimizer that has stepped already these arguments of a recipe, and the groups their own decay."""
        set_arguments(optimizer, arguments)
        self.set_decay(optimizer)

    def set_decay(self, optimizer: Optimizer) -> None:
        """Give the groups that have one their own weight decay, after the optimizer's was set in all of them."""
        for table, group in zip(optimizer.param_groups, self._groups, strict=False):
            if group.weight_decay is not None:
                table["weight_decay"] = group.weight_decay

    def begin(self, epoch: int) -> None:
        """Freeze and unfreeze for ``epoch``, counted from 0; between two batches, the model in training mode.

        A frozen parameter gets no gradient and costs none, and normalization in a frozen group neither learns nor
        counts: it answers as in evaluation.
        """
        for at, (names, parameters) in enumerate(zip(self.names, self._parameters, strict=True)):
            frozen = self._frozen(at, epoch)
            for name, parameter in zip(names, parameters, strict=True):
                if name in self._own or parameter.requires_grad != frozen:
                    continue
                parameter.requires_grad_(not frozen)
                if frozen:
                    parameter.grad = None
        for module, place in self._norms:
            module.train(place is None or not self._frozen(place, epoch))

    def beginning(self, epoch: int) -> list[tuple[str, int]]:
        """The patterns of the groups whose training begins with ``epoch``, and how many numbers each has."""
        return [
            (group.pattern, sum(parameter.numel() for parameter in self._parameters[at]))
            for at, group in enumerate(self._groups)
            if epoch and group.frozen_until == epoch
        ]

    def change(
        self, groups: Sequence[ParameterGroup], optimizer: Optimizer, arguments: Mapping[str, Any], epoch: int
    ) -> None:
        """Take other numbers for the same patterns; freezing follows with `begin`.

        A group that has no weight decay of its own any more gets that of the optimizer's ``arguments``.
        Raises `RecipeError`, and changes nothing, if nothing would be trained in ``epoch`` or there is no weight decay.
        """
        before, self._groups = self._groups, tuple(groups)
        try:
            self._require_decay(type(optimizer).__name__, optimizer.param_groups[0])
            self._require_training(epoch)
        except RecipeError:
            self._groups = before
            raise
        self.set_arguments(optimizer, arguments)

    def _frozen(self, place: int, epoch: int) -> bool:
        return place < len(self._groups) and self._groups[place].frozen_in(epoch)

    def _require_training(self, epoch: int) -> None:
        trained = any(
            not self._frozen(at, epoch) and any(name not in self._own for name in names)
            for at, names in enumerate(self.names)
        )
        if not trained and self._groups:
            raise RecipeError(
                "nothing-trained",
                "{field} freezes every parameter of the model in epoch {epoch}, so nothing would be learnt. Let one "
                "group, such as the last layer, begin at once (frozen_until = 0).",
                field=FIELD,
                epoch=epoch + 1,
            )

    def _require_decay(self, optimizer: str, arguments: Mapping[str, Any]) -> None:
        if "weight_decay" in arguments:
            return
        for at, group in enumerate(self._groups):
            if group.weight_decay is not None:
                raise RecipeError(
                    "no-weight-decay",
                    "{field} is given, and {optimizer} has no weight decay. Leave it out, or choose another optimizer.",
                    field=f"{FIELD}.{at}.weight_decay",
                    optimizer=optimizer,
                )


def moved(
    state: Mapping[str, Any], then: ParameterGroups, now: ParameterGroups, optimizer: Optimizer
) -> dict[str, Any]:
    """An optimizer's state_dict for the groups of ``now`` from one of ``then``: averages follow their parameters."""
    if then.names == now.names:
        return dict(state)
    places = {name: at for at, name in enumerate(name for names in now.names for name in names)}
    old = [name for names in then.names for name in names]
    averages = {places[old[at]]: each for at, each in state["state"].items()}
    return {"state": averages, "param_groups": eager_optimizer.state_dict(optimizer)["param_groups"]}


def _nothing_in(at: int, group: ParameterGroup, names: Mapping[str, Any]) -> RecipeError:
    parts = list(dict.fromkeys(name.partition(".")[0] for name in names))
    modules = {name.rpartition(".")[0] for name in names} | set(parts)
    if near := nearest(group.pattern, modules):
        return RecipeError(
            "nothing-in-group",
            "{field} is {value}, which matches no parameter that an earlier group leaves. Did you mean {near}?",
            field=f"{FIELD}.{at}.pattern",
            value=repr(group.pattern),
            near=near,
        )
    return RecipeError(
        "nothing-in-group",
        "{field} is {value}, which matches no parameter that an earlier group leaves. The model's parts are: "
        "{allowed}.",
        field=f"{FIELD}.{at}.pattern",
        value=repr(group.pattern),
        allowed=", ".join(parts),
    )
