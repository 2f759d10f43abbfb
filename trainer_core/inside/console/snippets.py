"""The statements of a PyTorch book, each as one to three lines that run in the console here and now.

Where no run is under way ``x`` and ``y`` are the first batch of the training data, and where nothing is prepared the
statements that speak of ``model`` say so by a NameError of Python's own. None of them changes the run.
"""

from __future__ import annotations

from trainer_core.inside.console.snippets_networks import DATA, LOSSES, MODULES, OPTIMIZERS, SAVING
from trainer_core.inside.console.snippets_tensors import AUTOGRAD, NUMPY, OPERATIONS, TENSORS

CHAPTERS = (TENSORS, OPERATIONS, NUMPY, AUTOGRAD, MODULES, DATA, LOSSES, OPTIMIZERS, SAVING)
"""All statements, in the order of the book."""
