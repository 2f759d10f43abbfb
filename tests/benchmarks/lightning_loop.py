"""Contestant: Lightning over the same tensors in memory, its CSV logger writing each step's loss."""

from __future__ import annotations

import logging
import tempfile
import time
import warnings
from collections.abc import Iterator

import lightning
import torch.nn.functional as F
from lightning.pytorch.loggers import CSVLogger
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset

from tests.benchmarks.bare_loop import Material, material
from tests.benchmarks.contest import answer, arguments, turns
from tests.benchmarks.workloads import BATCH


class Module(lightning.LightningModule):
    """A workload's model and optimizer as Lightning wants them."""

    def __init__(self, of: Material) -> None:
        super().__init__()
        self.model = of.model
        self._optimizer = of.optimizer

    def training_step(self, batch: tuple[Tensor, Tensor], index: int) -> Tensor:
        inputs, targets = batch
        loss = F.cross_entropy(self.model(inputs), targets)
        self.log("loss", loss)
        return loss

    def configure_optimizers(self) -> object:
        return self._optimizer


class Pacer(lightning.Callback):
    """Measures so many batches at each turn and stops the training when there is no further turn."""

    def __init__(self, batches: int) -> None:
        self._batches = batches
        self._left = batches // 4
        self._turns: Iterator[object] | None = None
        self._began = 0.0

    def on_train_batch_end(self, trainer: lightning.Trainer, *_: object) -> None:
        self._left -= 1
        if self._left > 0:
            return
        if self._turns is None:
            self._turns = iter(turns())
        else:
            answer(self._batches * BATCH / (time.perf_counter() - self._began))
        if next(self._turns, None) is None:
            trainer.should_stop = True
        self._left, self._began = self._batches, time.perf_counter()


def main() -> None:
    options = arguments()
    warnings.simplefilter("ignore")
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    of = material(options["workload"], options["limit"])
    loader = DataLoader(TensorDataset(of.images.div(255), of.labels), batch_size=BATCH, shuffle=True)
    with tempfile.TemporaryDirectory() as folder:
        trainer = lightning.Trainer(
            accelerator="cpu",
            max_epochs=-1,
            logger=CSVLogger(folder),
            log_every_n_steps=1,
            callbacks=[Pacer(options["batches"])],
            enable_checkpointing=False,
            enable_progress_bar=False,
            enable_model_summary=False,
        )
        trainer.fit(Module(of), loader)


if __name__ == "__main__":
    main()
