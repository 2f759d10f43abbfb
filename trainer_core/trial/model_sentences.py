"""The sentences of a trial of a model, loss, optimizer or metric, by code: what does not hold, and what to do."""

from __future__ import annotations

from typing import Final

from trainer_core.errors import N_

ERROR, WARNING, NOTE = "error", "warning", "note"

MODEL_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The class, and how it is made.
    "no-model": (ERROR, N_("It holds no model. Write a class of torch.nn.Module in it, such as class Net(nn.Module).")),
    "only-datasets": (
        ERROR,
        N_("It holds datasets ({known}) and no model. Give it as the data, and a model in another file."),
    ),
    "model-not-chosen": (
        ERROR,
        N_("It holds several models: {known}. Choose one (model.class, or --class on the command line)."),
    ),
    "no-super": (
        ERROR,
        N_("__init__ of {name} does not call super().__init__(). Make that its first line, before any layer."),
    ),
    "no-forward": (
        ERROR,
        N_("{name} has no forward. Add def forward(self, x), which turns a batch of inputs into answers."),
    ),
    "several-inputs": (
        ERROR,
        N_("forward of {name} takes {inputs}, and training gives it one batch of inputs. Give the others a default."),
    ),
    "no-input": (ERROR, N_("forward of {name} takes no input. It should be def forward(self, x).")),
    "layer-too-large": (
        ERROR,
        N_(
            "It asks for {numbers:,} numbers at once, which is {size} and more than this computer has. Make it smaller."
        ),
    ),
    "connects": (
        ERROR,
        N_("It connects to {host}, {during}. Download the file beforehand, and read it from this computer."),
    ),
    "starts-threads": (
        WARNING,
        N_("It starts threads of its own ({names}), which take time from training. Leave that to the training."),
    ),
    # What belongs to it.
    "contains-itself": (
        ERROR,
        N_("{name} contains itself, directly or through its parts. Remove that reference."),
    ),
    "nested-too-deeply": (
        ERROR,
        N_(
            "Its modules are more than {most} deep in one another. Put layers beside one another in one Sequential or "
            "ModuleList."
        ),
    ),
    "hides-method": (
        ERROR,
        N_("self.{attribute} has the name of a method that every nn.Module has. Give it another name."),
    ),
    "class-twice": (
        WARNING,
        N_("There are two classes called {name}, from lines {first} and {last}; only the last counts. Rename one."),
    ),
    "no-parameters": (ERROR, N_("{name} has no parameters, so there is nothing to train. Give it layers in __init__.")),
    "unregistered-layers": (
        ERROR,
        N_(
            "self.{attribute} is a plain {type} of layers, whose weights are neither trained nor saved. Make it "
            "nn.{instead}."
        ),
    ),
    "unregistered-parameters": (
        ERROR,
        N_(
            "self.{attribute} is a plain {type} of parameters, which are neither trained nor saved. Make it "
            "nn.{instead}."
        ),
    ),
    "not-a-parameter": (
        ERROR,
        N_(
            "self.{attribute} is a tensor that asks for a gradient, but is neither trained nor saved. Make it "
            "nn.Parameter(…)."
        ),
    ),
    "not-a-buffer": (
        WARNING,
        N_(
            "self.{attribute} is a plain tensor: it stays on the CPU when the model moves, and is not saved. Use "
            "self.register_buffer(“{attribute}”, …)."
        ),
    ),
    "lazy": (NOTE, N_("{names} take their sizes from the first batch; they get them before anything is trained.")),
    # Forward.
    "shape-linear": (
        ERROR,
        N_(
            "{module} ({type}) gets the shape {shape} and expects {expected}. Make its input {wanted}, or change what "
            "comes before it."
        ),
    ),
    "shape-flatten": (
        ERROR,
        N_("{module} ({type}) gets the shape {shape} and expects {expected}. Flatten before it: x = x.flatten(1)."),
    ),
    "shape-layer": (
        ERROR,
        N_(
            "{module} ({type}) gets the shape {shape} and expects {expected}. Change its arguments, or what comes "
            "before it."
        ),
    ),
    "batch-mixed": (
        ERROR,
        N_(
            "For {given} examples it answers {shape}: the first length should stay {given}. Check view and reshape; "
            "flatten with x.flatten(1)."
        ),
    ),
    "squeezed": (
        WARNING,
        N_("For a batch of one example it answers {shape} instead of {expected}. Give squeeze() the dimension."),
    ),
    "batch-of-one": (
        WARNING,
        N_(
            "{module} ({type}) cannot train on a batch of one example, which the last of an epoch may be. Choose "
            "another batch size then."
        ),
    ),
    "not-an-answer": (
        ERROR,
        N_("forward returns {type}. It should return a tensor of shape {expected}."),
    ),
    "several-answers": (
        ERROR,
        N_("forward returns several values: {entries}. Say which is the answer (model.answer), for example {first}."),
    ),
    "no-such-answer": (ERROR, N_("forward returns {entries}, and no {answer}. Choose another answer (model.answer).")),
    "wrong-outputs": (
        ERROR,
        N_(
            "It answers each example with {given} numbers, and {wanted} are needed for this data. Give the last layer "
            "{wanted} outputs; an argument called outputs gets that number."
        ),
    ),
    "wrong-output-shape": (
        ERROR,
        N_("It answers a batch of shape {input} with {shape}. That should be {expected}."),
    ),
    "not-float-answer": (
        ERROR,
        N_("It answers in {dtype}. Return the numbers before argmax or rounding, as float."),
    ),
    "nan-answer": (ERROR, N_("It answers with NaN or infinity. Check divisions, logarithms and roots.")),
    "softmax-before-loss": (
        WARNING,
        N_(
            "It ends in a softmax, and {loss} does one of its own: it learns slowly. Return what goes into the softmax."
        ),
    ),
    "sigmoid-before-loss": (
        WARNING,
        N_(
            "It ends in a sigmoid, and {loss} does one of its own: it learns slowly. Return what goes into the sigmoid."
        ),
    ),
    "no-sigmoid": (
        ERROR,
        N_("{loss} takes probabilities from 0 to 1, and it answers {low}..{high}. End it in a sigmoid."),
    ),
    # Backward, and what else comes up in training.
    "no-graph": (
        ERROR,
        N_("No gradient comes through its answer. Take detach(), .data, .item(), argmax and torch.no_grad() out."),
    ),
    "in-place": (
        ERROR,
        N_(
            "A value that the gradients need was changed in place ({error}). Write x = x + y instead of x += y, and "
            "take inplace=True out."
        ),
    ),
    "no-gradient": (
        WARNING,
        N_("{names} get no gradient, so they are never trained. Use them in forward, or take them out."),
    ),
    "differs-in-eval": (NOTE, N_("It answers differently in eval() and in train(), because of {names}.")),
    "random-in-eval": (
        WARNING,
        N_(
            "In eval() it answers the same batch differently each time. Use nn.Dropout, or "
            "F.dropout(x, training=self.training)."
        ),
    ),
    "elsewhere": (
        WARNING,
        N_("A tensor is made on the CPU here, and a batch may lie on a GPU. Make it with device=x.device."),
    ),
    # A loss, an optimizer, a metric.
    "no-loss": (
        ERROR,
        N_(
            "It holds no loss. Write a class of torch.nn.Module whose forward takes outputs and targets, or a function "
            "of them with loss in its name."
        ),
    ),
    "no-optimizer": (ERROR, N_("It holds no optimizer. Write a class of torch.optim.Optimizer in it.")),
    "no-metric": (
        ERROR,
        N_(
            "It holds no metric. Write a function of truth and predicted in it, both NumPy arrays, and of scores "
            "if you need them: def my_metric(truth, predicted)."
        ),
    ),
    "metric-not-a-number": (ERROR, N_("It returns {given}. A metric is one number, the greater the better.")),
    "metric-not-finite": (WARNING, N_("For ordinary answers it is NaN or infinity, and is then left out.")),
    "part-not-chosen": (ERROR, N_("It holds {known}. Choose one ({field}).")),
    "loss-not-a-number": (ERROR, N_("It returns {given}. A loss is one number: return the mean over the batch.")),
    "loss-not-finite": (ERROR, N_("For ordinary outputs it is NaN or infinity. Check logarithms and divisions.")),
    "loss-no-graph": (
        ERROR,
        N_("No gradient comes through it. Take detach(), .item() and argmax out of it, and compute with the outputs."),
    ),
    "optimizer-no-rate": (
        ERROR,
        N_("{name} has no lr in its groups, which a schedule sets. Give super().__init__ the defaults dict(lr=lr)."),
    ),
    "optimizer-not-finite": (ERROR, N_("After a few steps weights are NaN or infinity. Check its arithmetic.")),
    "optimizer-idle": (WARNING, N_("A few steps have changed no weight. Let step() change parameters in place.")),
}
