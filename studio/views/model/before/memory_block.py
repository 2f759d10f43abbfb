"""Does it fit, how long does it take: memory by use and against what is free, an epoch and the run in seconds."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from studio.look import fonts, formats
from studio.look.messages import counted, words
from studio.views.model.before.block import Block
from studio.views.model.before.portions import Portion, Portions
from studio.widgets.bar_list import Bar, BarList
from trainer_core.protocol.before_train import DeviceRoom, MemoryUse, RunEstimated


class MemoryBlock(Block):
    """``shown`` is the estimate that is seen, None where there is none. Signals: those of `Block`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("beforeMeasure", parent)
        self.shown: RunEstimated | None = None
        self.larger = QCheckBox(self)
        self.larger.setObjectName("beforeLargerBatches")
        self.head.insertWidget(1, self.larger)
        self.verdict, self.times, self.batches = QLabel(self), QLabel(self), QLabel(self)
        for label, name in ((self.verdict, "Verdict"), (self.times, "Times"), (self.batches, "Batches")):
            label.setObjectName(f"before{name}")
            label.setWordWrap(True)
        fonts.use(self.verdict, "base", strong=True)
        fonts.use(self.batches, "small")
        self.batches.setProperty("role", "muted")
        self.portions = Portions(self)
        self.portions.setObjectName("beforePortions")
        self.devices = BarList(self)
        self.devices.setObjectName("beforeDevices")
        for part in (self.verdict, self.portions, self.devices, self.times, self.batches):
            self.results.addWidget(part)
        self.show_estimate(None)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.set_words(
            self.tr("Measure"),
            self.tr("Trains a few batches beside your model, and counts the memory and the time of a whole run."),
        )
        self.larger.setText(self.tr("try larger batches too"))
        self.larger.setToolTip(self.tr("Doubles the batch size until one does not fit, or twenty seconds are over."))
        self.show_estimate(self.shown)

    def show_estimate(self, event: RunEstimated | None) -> None:
        """Show what was measured."""
        self.shown = event
        for part in (self.verdict, self.portions, self.devices, self.times, self.batches):
            part.setVisible(event is not None)
        if event is None:
            return
        room = event.rooms[0]
        facts = {"needed": formats.size(room.needed), "free": formats.size(room.free), "device": room.name}
        if room.fits:
            text = self.tr("It fits: {needed} needed, {free} free on {device}.")
        else:
            text = self.tr("It does not fit: {needed} needed, {free} free on {device}.")
        self.verdict.setText(text.format(**facts))
        self.verdict.setProperty("role", "" if room.fits else "wrong")
        self.portions.show_portions([self._portion(use, amount) for use, amount in room.needs.items() if amount])
        self.devices.set_bars([self._device(each) for each in event.rooms])
        self.devices.setAccessibleName(self.tr("Memory needed of what is free"))
        self.times.setText(self._times(event))
        self.batches.setText(self._batches(event))
        self.batches.setVisible(event.tried_until is not None)

    def summary(self) -> str:
        """The estimate in a few words, empty where there is none."""
        if self.shown is None:
            return ""
        if not self.shown.rooms[0].fits:
            return self.tr("does not fit")
        if not math.isfinite(self.shown.total_seconds):
            return ""
        return self.tr("fits · about {time} in all").format(time=in_seconds(self.shown.total_seconds))

    def _portion(self, use: MemoryUse, amount: int) -> Portion:
        name, tip = {
            MemoryUse.PARAMETERS: (self.tr("parameters"), self.tr("The weights themselves.")),
            MemoryUse.GRADIENTS: (self.tr("gradients"), self.tr("One number for each weight that is trained.")),
            MemoryUse.OPTIMIZER: (
                self.tr("optimizer state"),
                self.tr("What the optimizer remembers of each weight; Adam keeps two numbers."),
            ),
            MemoryUse.ACTIVATIONS: (
                self.tr("activations"),
                self.tr("What the layers keep of a batch until its gradients are computed; grows with the batch size."),
            ),
            MemoryUse.DATA: (self.tr("data"), self.tr("All examples, where they are held on the device as a whole.")),
            MemoryUse.KEPT_WEIGHTS: (
                self.tr("kept weights"),
                self.tr("Copies of the best and the last good weights, in the main memory."),
            ),
        }[use]
        if use is MemoryUse.ACTIVATIONS and self.shown is not None:
            tip += " " + self.tr("Here it is {what}.").format(what=words(self.shown.activations_by))
        return Portion(name, amount, formats.size(amount), tip)

    def _device(self, room: DeviceRoom) -> Bar:
        text = self.tr("{needed} of {free}").format(needed=formats.size(room.needed), free=formats.size(room.free))
        share = min(room.needed / max(room.free, 1), 1.0)
        return Bar(room.name, share, text, "right" if room.fits else "wrong", room.chosen)

    def _times(self, event: RunEstimated) -> str:
        if not math.isfinite(event.total_seconds):
            return self.tr("How long it takes was not measured, because it does not fit.")
        return counted(
            event.recipe.training.epochs,
            "One epoch takes about {epoch}; 1 epoch with the last test {total} ({rate} samples/s).",
            "One epoch takes about {epoch}; {n:,} epochs with the last test {total} ({rate} samples/s).",
            epoch=in_seconds(event.epoch_seconds),
            total=in_seconds(event.total_seconds),
            rate=formats.rate(event.samples_per_second),
        )

    def _batches(self, event: RunEstimated) -> str:
        if event.tried_until is None:
            return ""
        fitting = [each for each in event.tried if each.fits]
        tried = " · ".join(f"{each.batch_size:,}: {formats.rate(each.samples_per_second)}" for each in fitting)
        largest = self.tr("Largest batch that was tried and fits: {size}.").format(size=f"{event.largest_batch:,}")
        speeds = self.tr("Samples/s by batch size: {tried}.").format(tried=tried)
        return f"{largest} {words(event.tried_until)} {speeds}"


def in_seconds(seconds: float) -> str:
    """Write a time as ``6.2 s``, and from a minute on as ``1:02``."""
    if seconds < 60:
        return f"{formats.number(float(f'{seconds:.2g}'))} s"
    return formats.duration(seconds)
