"""The sentences of a trial, by code: what does not hold in a person's file, and what to do about it.

The process that tries a file answers codes and facts; it never words anything, so nothing that a file does can put a
sentence of its own into the window. ``{during}`` is one of `DURING`.
"""

from __future__ import annotations

from typing import Final

from trainer_core.errors import N_
from trainer_core.trial.model_sentences import MODEL_SENTENCES

ERROR, WARNING, NOTE = "error", "warning", "note"

DURING: Final = {
    "starting": N_("while the process started"),
    "importing": N_("while it was imported"),
    "making": N_("while {name} was made"),
    "counting": N_("while len() was asked for"),
    "reading": N_("while example {index} was read"),
    "iterating": N_("while example {index} was waited for"),
    "forward": N_("while a batch of shape {shape} went through it"),
    "backward": N_("while gradients were computed"),
    "losing": N_("while the loss of outputs of shape {shape} was computed"),
    "stepping": N_("while it took a step"),
    "measuring": N_("while {count} answers were measured"),
    "training": N_("while it was trained"),
    "evaluating": N_("while it answered in eval()"),
}

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The process itself.
    "time-out": (
        ERROR,
        N_(
            "There was no answer within {seconds} s, {during}. Look for a loop that does not end or a wait for "
            "something; if it only takes long, give it more time (trial_seconds)."
        ),
    ),
    "asks-too-much": (
        ERROR,
        N_(
            "It asks for more memory than it is allowed, {during}. Make tensors smaller or fewer, or allow more "
            "(trial_memory)."
        ),
    ),
    "too-much-memory": (
        ERROR,
        N_(
            "It took more than {limit} of memory, {during}. Hold less at once (a Dataset: read examples one by one in "
            "__getitem__), or allow more (trial_memory)."
        ),
    ),
    "too-much-output": (
        ERROR,
        N_("It printed more than {limit}, {during}. Take the print calls out."),
    ),
    "died": (
        ERROR,
        N_("It ended its process with status {status}, {during}. Take os._exit and the like out."),
    ),
    "killed": (
        ERROR,
        N_(
            "Its process was killed by the signal {signal}, {during}. A library may have crashed, or the computer is "
            "out of memory."
        ),
    ),
    "no-answer": (ERROR, N_("Its process ended without an answer, {during}. Try again.")),
    "trial-broke": (ERROR, N_("The trial itself failed: {error}. Please report this.")),
    # Any code.
    "syntax": (ERROR, N_("This is not valid Python: {error}. Correct the line.")),
    "no-module": (
        ERROR,
        N_(
            "There is no module {module}, {during}. Install it, or put it beside the file and import it at the top of "
            "the file."
        ),
    ),
    "exits": (
        ERROR,
        N_("It called exit ({error}), {during}. Take that out, or move it below if __name__ == “__main__”."),
    ),
    "raises": (ERROR, N_("It raised {error}, {during}. Correct it and try again.")),
    "unknown-name": (ERROR, N_("There is no {name} in it that can be used. It can be: {known}.")),
    "not-chosen": (ERROR, N_("It holds {known}. Choose one (class_name, or --class on the command line).")),
    "argument-missing": (ERROR, N_("{name} needs {arguments}. Give it in the arguments.")),
    "argument-unknown": (ERROR, N_("{name} does not take {argument}. It takes: {known}.")),
    "argument-bad": (ERROR, N_("{argument} is {value}, and it should be {expected}.")),
    "breakpoint": (
        NOTE,
        N_(
            "breakpoint() was skipped, since no console can open here. In a run it opens the console on the Inside "
            "page."
        ),
    ),
    "breakpoint-in-dataset": (
        WARNING,
        N_(
            "breakpoint() is skipped: the examples are read in separate processes, where no console can open. "
            "Remove it, or read an example of the Dataset in the console."
        ),
    ),
    "prints": (NOTE, N_("It prints, for example “{text}”. While training nobody sees that, and it takes time.")),
    # A dataset.
    "no-dataset": (
        ERROR,
        N_(
            "It holds no Dataset. Write a class of torch.utils.data.Dataset in it, or a function that returns one, "
            "such as def dataset()."
        ),
    ),
    "only-modules": (
        ERROR,
        N_("It holds models ({known}) and no Dataset. Give it as the model, and data in another file."),
    ),
    "not-a-dataset": (
        ERROR,
        N_(
            "{name} returned {type}, which is not a Dataset: it has neither __getitem__ nor __iter__. Return a Dataset."
        ),
    ),
    "no-length": (
        ERROR,
        N_(
            "It has no length. Add def __len__(self) that returns the number of examples, or make it an "
            "IterableDataset."
        ),
    ),
    "bad-length": (
        ERROR,
        N_("Its length is {length}. __len__ should return the number of examples, an int from 1 on."),
    ),
    "empty": (ERROR, N_("It holds no examples. Check where it looks for them.")),
    "shorter-than-said": (
        ERROR,
        N_("Its length is {length:,}, but example {index:,} raises IndexError. __len__ should count what there is."),
    ),
    "not-a-pair": (
        ERROR,
        N_("Example {index:,} is {type}, and not an input with its target. Return input, target."),
    ),
    "a-dict": (
        ERROR,
        N_("Example {index:,} is a dict ({keys}). Return a pair instead, such as example[“image”], example[“label”]."),
    ),
    "a-picture": (
        ERROR,
        N_(
            "The input of example {index:,} is a PIL picture. Turn it into a tensor, for example with "
            "torchvision.transforms.ToTensor()."
        ),
    ),
    "not-a-tensor": (
        ERROR,
        N_("The input of example {index:,} is {type}. Return a tensor or an array of numbers."),
    ),
    "not-numbers": (ERROR, N_("The input of example {index:,} is of type {dtype}. Return real numbers.")),
    "bad-input-shape": (
        ERROR,
        N_(
            "The input of example {index:,} has the shape {shape}. It should be (features), (height, width) or "
            "(channels, height, width)."
        ),
    ),
    "empty-input": (ERROR, N_("The input of example {index:,} has the shape {shape}, which holds nothing.")),
    "shapes-differ": (
        ERROR,
        N_(
            "Example {index:,} has the shape {shape}, and example {first:,} has {other}. Bring all to one shape, "
            "pictures for example with torchvision.transforms.Resize((64, 64))."
        ),
    ),
    "inputs-differ": (
        ERROR,
        N_(
            "The input of example {index:,} is of type {dtype}, and that of example {first:,} of {other}. Use one type."
        ),
    ),
    "not-on-cpu": (
        ERROR,
        N_("Example {index:,} is on {device}. Return CPU tensors: batches are moved to the device for you."),
    ),
    "target-is-text": (
        ERROR,
        N_(
            "The target of example {index:,} is the text “{value}”. Return the class as a number from 0 on, for "
            "example names.index(label), and keep the names in self.classes."
        ),
    ),
    "bad-target": (
        ERROR,
        N_("The target of example {index:,} is {type}. Return a class as an int, or numbers as float."),
    ),
    "bad-target-shape": (
        ERROR,
        N_(
            "The target of example {index:,} has the shape {shape}. Return a class as one int (of a one-hot vector: "
            "argmax), or up to {most} numbers as float."
        ),
    ),
    "negative-class": (ERROR, N_("The target of example {index:,} is {value}. Classes are numbered from 0 on.")),
    "targets-differ": (
        ERROR,
        N_("The target of example {index:,} is {kind}, and that of example {first:,} is {other}. Use one kind."),
    ),
    "target-not-finite": (ERROR, N_("The target of example {index:,} is {value}. Leave such examples out.")),
    "input-not-finite": (
        WARNING,
        N_("The input of example {index:,} holds NaN or infinity, with which the loss becomes NaN. Replace them."),
    ),
    "channels-last": (
        WARNING,
        N_(
            "The inputs have the shape {shape}, which looks like (height, width, channels). PyTorch wants (channels, "
            "height, width): input.permute(2, 0, 1)."
        ),
    ),
    "large-floats": (
        WARNING,
        N_("The inputs are {dtype} up to {largest}. Training goes better with numbers around 0..1: divide by 255."),
    ),
    "converted": (NOTE, N_("The inputs are {dtype}; they are trained on as float32.")),
    "changes": (
        NOTE,
        N_("Reading an example twice gives two results, so it is read again in each epoch; the seed decides how."),
    ),
    "slow": (
        WARNING,
        N_(
            "An example takes {milliseconds} ms, so that reading all {length:,} takes about {minutes} min in one "
            "process."
        ),
    ),
    "unknown-end": (
        NOTE,
        N_("It does not say how many examples it has: they are read until it ends, or up to “count”, and then kept."),
    ),
    **MODEL_SENTENCES,
}
