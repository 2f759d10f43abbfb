"""Tries a model: makes it, sends a batch forward and back, and says what would go wrong in training.

Runs in the process of a trial.
"""

from __future__ import annotations

import inspect
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from trainer_core.trial.facts import ModelFacts, ModelFits
from trainer_core.trial.held_layers import look_for_unregistered, require_sound
from trainer_core.trial.layer_trace import LayersMade, LayerTrace, misfit
from trainer_core.trial.loading import line_in, load
from trainer_core.trial.model_call import Picked, call_of, chosen_class, entries_of, materialize, models_in
from trainer_core.trial.source_lines import Place, place_of_attribute, place_of_class, place_of_word
from trainer_core.trial.tried import ProblemError, Trying, worded
from trainer_core.trial.values import shape_of
from trainer_core.trial.watched_calls import MadeInForward, TooLargeRefused, refuse_connections

_EXAMPLES = 8
"""Examples in a batch that is tried: enough to see what is wrong, little to hold."""
_OTHER_SIZE = 3
_NAMED = 5
_LONGEST_LAYERS = 20_000
_FRAME = re.compile(r'File "(?P<file>.+)", line (?P<line>\d+)')
_PLAIN_LOSSES = {"classification": "CrossEntropyLoss", "binary": "BCEWithLogitsLoss", "regression": "MSELoss"}


def check_model(trying: Trying) -> None:
    """Try the module that a file holds: see the module's docstring."""
    fits = trying.fits or ModelFits()
    refuse_connections(trying)
    before = set(threading.enumerate())
    with trying.stage("importing"):
        module = load(trying.code)
    trying.candidates = models_in(module, trying.code)
    chosen = chosen_class(trying.candidates, trying.code, trying.name)
    trying.chosen = chosen.name
    value = vars(module)[chosen.name]
    at = (trying.code.path.name, chosen.line or 1)
    given = call_of(chosen.name, value, trying.arguments, trying.code, fits.input_shape, fits.outputs)
    made = LayersMade(trying.code)
    with made:
        model = _made(trying, value, given, at)
    started = [each.name for each in threading.enumerate() if each not in before]
    if started:
        trying.found("starts-threads", at, names=", ".join(started[:_NAMED]))
    require_sound(trying, model, at)
    _require_forward(model, chosen.name, at)
    look_for_unregistered(trying, model)
    _Running(trying, model, fits, at, made).check()


def _made(trying: Trying, value: Any, given: dict[str, Any], at: tuple[str, int]) -> nn.Module:
    name = trying.chosen
    torch.manual_seed(0)
    with trying.stage("making", name=name):
        try:
            with TooLargeRefused(trying.code):
                model: nn.Module = value(**given)
        except AttributeError as error:
            if "Module.__init__() call" in str(error):
                raise ProblemError("no-super", line_in(trying.code, error.__traceback__) or at, name=name) from None
            raise
    if "_parameters" not in vars(model):
        raise ProblemError("no-super", at, name=name)
    return model


def _require_forward(model: nn.Module, name: str, at: tuple[str, int]) -> None:
    forward = type(model).forward
    if forward is nn.Module.forward:
        raise ProblemError("no-forward", at, name=name)
    code = getattr(forward, "__code__", None)
    place = (at[0], code.co_firstlineno) if code is not None else at
    each_of = list(inspect.signature(model.forward).parameters.values())
    by_place = [each for each in each_of if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    needed = [each for each in each_of if each.default is each.empty and each.kind not in (2, 4)]
    if not by_place and not any(each.kind is each.VAR_POSITIONAL for each in each_of):
        raise ProblemError("no-input", place, name=name)
    if len(needed) > 1:
        raise ProblemError("several-inputs", place, name=name, inputs=", ".join(each.name for each in needed))


class _Running:
    """Runs a module and notes what does not hold; ``at`` is where its class begins, ``made`` where its layers are."""

    def __init__(self, trying: Trying, model: nn.Module, fits: ModelFits, at: Place, made: LayersMade) -> None:
        self._trying = trying
        self._model = model
        self._fits = fits
        self._made = made
        self._at = place_of_class(trying.code, type(model)) or at
        self._facts: dict[str, Any] = {"class_name": trying.chosen}

    def check(self) -> None:
        model, trying = self._model, self._trying
        if self._fits.answer:
            model.register_forward_hook(Picked(self._fits.answer))
        self._get_sizes()
        parameters = list(model.parameters())
        if not parameters:
            if any(each.code.startswith(("unregistered", "not-a-param")) for each in trying.problems):
                return
            raise ProblemError("no-parameters", self._at, name=trying.chosen)
        self._tell(
            parameters=sum(each.numel() for each in parameters),
            trainable=sum(each.numel() for each in parameters if each.requires_grad),
            layers=repr(model)[:_LONGEST_LAYERS],
        )
        inputs = torch.rand(min(self._fits.batch_size, _EXAMPLES), *self._fits.input_shape)
        model.train()
        outputs = self._answer(inputs)
        self._tell(output_shape=tuple(outputs.shape[1:]))
        self._compare_with_loss(outputs)
        self._go_back(outputs, inputs)
        self._in_other_batches(inputs)
        self._in_eval(inputs)
        self._on_another_device(inputs)

    def _tell(self, **facts: Any) -> None:
        self._facts |= facts
        self._trying.facts = ModelFacts(**self._facts).model_dump(mode="json")

    def _get_sizes(self) -> None:
        lazy = [name for name, each in self._model.named_modules() if any(map(is_lazy, each.parameters(False)))]
        if lazy:
            self._trying.found("lazy", self._at, names=", ".join(lazy[:_NAMED]))
            with self._stage("forward", torch.zeros(2, *self._fits.input_shape)):
                materialize(self._model, self._fits.input_shape)

    @contextmanager
    def _stage(self, name: str, inputs: Tensor) -> Iterator[None]:
        """A person's forward in the block: what does not fit is told with the layer that it was in."""
        with self._trying.stage(name, shape=shape_of(inputs)), LayerTrace(self._model) as trace:
            try:
                yield
            except ProblemError:
                raise
            except Exception as error:
                if "parameters" in self._facts:
                    self._tell(passed=trace.broken_off())
                place = line_in(self._trying.code, error.__traceback__) or self._at
                found = misfit(trace.innermost, error, place, self._made)
                if found is not None:
                    raise found from None
                raise

    def _answer(self, inputs: Tensor) -> Tensor:
        with self._stage("forward", inputs):
            returned = self._model(inputs)
        return self._required(returned, inputs)

    def _required(self, returned: Any, inputs: Tensor) -> Tensor:
        """What a forward returned for ``inputs``, if it is an answer that can be trained; raises `ProblemError`."""
        place = self._forward_place()
        expected = str((len(inputs), self._fits.outputs))
        if not isinstance(returned, Tensor):
            entries = entries_of(returned)
            if not entries:
                raise ProblemError("not-an-answer", place, type=type(returned).__name__, expected=expected)
            self._tell(answers=tuple(entries))
            shown = ", ".join(f"{name} {_kind(value)}" for name, value in list(entries.items())[:_NAMED])
            raise ProblemError("several-answers", place, entries=shown, first=next(iter(entries)))
        shape = shape_of(returned)
        if returned.ndim == 0 or returned.shape[0] != len(inputs):
            raise ProblemError("batch-mixed", place, given=len(inputs), shape=shape)
        if not returned.is_floating_point():
            raise ProblemError("not-float-answer", place, dtype=str(returned.dtype).removeprefix("torch."))
        if returned.ndim != 2:
            raise ProblemError("wrong-output-shape", place, input=shape_of(inputs), shape=shape, expected=expected)
        if returned.shape[1] != self._fits.outputs:
            raise ProblemError("wrong-outputs", place, given=returned.shape[1], wanted=self._fits.outputs)
        if not bool(torch.isfinite(returned).all()):
            raise ProblemError("nan-answer", place)
        return returned

    def _compare_with_loss(self, outputs: Tensor) -> None:
        """Note a softmax or sigmoid that the loss does too, or that it needs and does not get."""
        loss, found = self._fits.loss, self._trying.found
        # Far from where weights begin, so that nothing lies in 0..1 by chance.
        wide = torch.randn(2 * _EXAMPLES, *self._fits.input_shape) * 100
        with self._stage("forward", wide), torch.no_grad():
            try:
                answers = self._required(self._model.eval()(wide), wide)
            except Exception:  # a forward may refuse what is so far from any data; others are found in `_in_eval`
                answers = outputs.detach()
        self._model.train()
        both = torch.cat((outputs.detach(), answers))
        low, high = float(both.min()), float(both.max())
        inside = low >= 0.0 and high <= 1.0
        sums_to_one = answers.shape[1] > 1 and bool(((answers.sum(1) - 1).abs() < 1e-4).all())
        if loss == "BCELoss" and not inside:
            raise ProblemError("no-sigmoid", self._forward_place(), loss=loss, low=f"{low:.3g}", high=f"{high:.3g}")
        if loss in ("CrossEntropyLoss", "MultiMarginLoss") and inside and sums_to_one:
            found("softmax-before-loss", self._place_of("softmax"), loss=loss)
        elif loss in ("CrossEntropyLoss", "BCEWithLogitsLoss") and inside and low < high:
            found("sigmoid-before-loss", self._place_of("sigmoid"), loss=loss)

    def _go_back(self, outputs: Tensor, inputs: Tensor) -> None:
        if not outputs.requires_grad:
            raise ProblemError("no-graph", self._forward_place())
        with self._trying.stage("backward"):
            try:
                self._loss(outputs).backward()  # type: ignore[no-untyped-call]
            except RuntimeError as error:
                if "inplace operation" not in str(error):
                    raise
                named = re.search(r"\[.*?\]\], which is output \d+ of \w+", str(error))
                place = self._place_in_forward(inputs) or self._forward_place()
                text = named[0].rpartition(" ")[2] if named else worded(error)
                raise ProblemError("in-place", place, error=text) from None
        without = [n for n, each in self._model.named_parameters() if each.requires_grad and each.grad is None]
        if without:
            self._tell(without_gradient=tuple(without))
            names = ", ".join(without[:_NAMED]) + (f", … ({len(without)})" if len(without) > _NAMED else "")
            self._trying.found("no-gradient", self._place_of_parameter(without[0]), names=names)

    def _loss(self, outputs: Tensor) -> Tensor:
        task = self._fits.task
        kind = getattr(nn, self._fits.loss, None) or getattr(nn, _PLAIN_LOSSES[task])
        targets = (
            torch.arange(len(outputs)) % self._fits.outputs
            if task == "classification"
            else (torch.arange(outputs.numel()) % 2).float().reshape(outputs.shape)
        )
        loss: Tensor = kind()(outputs.float(), targets)
        return loss

    def _place_in_forward(self, inputs: Tensor) -> tuple[str, int] | None:
        """The line of the forward whose gradient cannot be computed, which autograd tells when it is asked."""
        with warnings.catch_warnings(record=True) as told, torch.autograd.set_detect_anomaly(True):
            warnings.simplefilter("always")
            try:
                self._loss(self._model(inputs)).backward()  # type: ignore[no-untyped-call]
            except Exception as error:
                told.append(warnings.WarningMessage(str(error), UserWarning, "", 0))
        code = self._trying.code
        places = {str(code.path.parent / name): name for name in code.files}
        lines = [match for each in told for match in _FRAME.finditer(str(each.message)) if match["file"] in places]
        return (places[lines[-1]["file"]], int(lines[-1]["line"])) if lines else None

    def _in_other_batches(self, inputs: Tensor) -> None:
        self._answer(inputs[:_OTHER_SIZE] if len(inputs) > _OTHER_SIZE else torch.rand(_OTHER_SIZE, *inputs.shape[1:]))
        single = inputs[:1]
        with LayerTrace(self._model) as trace, self._trying.stage("forward", shape=shape_of(single)):
            try:
                returned = self._model(single)
            except ValueError as error:
                if "more than 1 value per channel" not in str(error) or trace.innermost is None:
                    raise
                name, layer, _ = trace.innermost
                place = line_in(self._trying.code, error.__traceback__) or self._at
                self._trying.found("batch-of-one", place, module=name, type=type(layer).__name__)
                return
        if tuple(returned.shape) != (1, self._fits.outputs):
            expected = str((1, self._fits.outputs))
            self._trying.found("squeezed", self._place_of("squeeze"), shape=shape_of(returned), expected=expected)

    def _in_eval(self, inputs: Tensor) -> None:
        model = self._model
        with self._trying.stage("evaluating"), torch.no_grad():
            torch.manual_seed(0)
            trained = model(inputs)
            model.eval()
            one, other = (self._required(model(inputs), inputs) for _ in range(2))
        if not torch.equal(one, other):
            self._trying.found("random-in-eval", self._place_of("dropout"))
        elif not torch.equal(one, trained):
            every = [type(each).__name__ for each in model.modules()]
            kinds = dict.fromkeys(each for each in every if re.search("dropout|norm", each.lower()))
            self._tell(differs_in_eval=True)
            self._trying.found("differs-in-eval", self._at, names=", ".join(kinds) or "self.training")

    def _on_another_device(self, inputs: Tensor) -> None:
        """Note a tensor that forward makes on the CPU, whatever device the batch is on."""
        with self._trying.stage("evaluating"), torch.no_grad(), MadeInForward(self._trying.code) as made:
            self._model(inputs)
        if made.places:
            self._trying.found("elsewhere", made.places[0])

    def _forward_place(self) -> tuple[str, int]:
        return self._place_of_function("forward") or self._at

    def _place_of_function(self, name: str) -> tuple[str, int] | None:
        function = getattr(getattr(type(self._model), name), "__code__", None)
        code = self._trying.code
        file = next((n for n in code.files if function and function.co_filename == str(code.path.parent / n)), None)
        return (file, function.co_firstlineno) if file and function else None

    def _place_of(self, word: str) -> tuple[str, int]:
        return place_of_word(self._trying.code, type(self._model), word) or self._forward_place()

    def _place_of_parameter(self, name: str) -> tuple[str, int]:
        first, _, _ = name.partition(".")
        return place_of_attribute(self._trying.code, type(self._model), first) or self._at


def _kind(value: Any) -> str:
    return shape_of(value) if isinstance(value, Tensor) else type(value).__name__
