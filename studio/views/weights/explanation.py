"""Explains what a weights file is, with the file in front of the reader as the example."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.widgets.folding_section import FoldingSection
from trainer_core.files.state_dict_in import visible
from trainer_core.protocol.weights_report import Entry, FileReport


class Explanation(Retranslated, QWidget):
    """Three sections that fold: what a state_dict is, why not a pickled model, what ``map_location`` does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weightsExplanation")
        self._report: FileReport | None = None
        self._name = ""
        self.sections = [FoldingSection("", self, expanded=False) for _ in range(3)]
        self._texts = [QLabel(self) for _ in self.sections]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        names = ("weightsExplainStateDict", "weightsExplainPickle", "weightsExplainMapLocation")
        for section, text, name in zip(self.sections, self._texts, names, strict=True):
            section.setObjectName(name)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            fonts.use(text, "small")
            section.body_layout.addWidget(text)
            layout.addWidget(section)
        self.retranslate()

    @property
    def texts(self) -> list[str]:
        """The words of the sections."""
        return [text.text() for text in self._texts]

    def show_report(self, name: str, report: FileReport) -> None:
        """Explain with this file, called ``name``."""
        self._name, self._report = name, report
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        titles = [
            self.tr("What a state_dict is"),
            self.tr("Why not the whole model"),
            self.tr("What map_location does"),
        ]
        for section, title in zip(self.sections, titles, strict=True):
            section.set_title(title)
        report = self._report
        first = (
            next((entry for entry in (report.loadable or report.tensors) if entry.is_tensor), None) if report else None
        )
        for label, text in zip(
            self._texts, [self._state_dict(report, first), self._pickle(), self._map_location(report)], strict=True
        ):
            label.setText(text)

    def _state_dict(self, report: FileReport | None, first: Entry | None) -> str:
        general = self.tr(
            "A state_dict is a dictionary from names to tensors: all that a model has learned, and nothing of how it "
            "is built. A name is the way to the tensor through the model’s modules, with dots between."
        )
        if report is None or first is None:
            return general
        name = visible(first.name or first.key)
        *modules, last = name.split(".")
        place = (
            self.tr("in the module {module}").format(module=".".join(modules)) if modules else self.tr("in the model")
        )
        example = counted(
            len(report.tensors),
            "Here the only name is {name}: the tensor {last} {place}, {elements} in the shape {shape}. "
            "load_state_dict copies it into the parameter of the same name and shape.",
            "Here the first name is {name}: the tensor {last} {place}, {elements} in the shape {shape}. The file has "
            "{n:,} such entries. load_state_dict copies each into the parameter of the same name and shape.",
            name=name,
            last=last,
            place=place,
            elements=counted(first.elements, "1 number", "{n:,} numbers"),
            shape=formats.shape(first.shape),
        )
        return f"{general}\n\n{example}"

    def _pickle(self) -> str:
        return self.tr(
            "torch.save(model) pickles the object itself: the file names the model’s class and runs code when it is "
            "read, so a file from somebody else can do anything to your machine, and one of your own breaks once the "
            "class is renamed or moved. A state_dict holds only names and numbers. It is read with weights_only=True, "
            "which runs nothing, and goes into any model with the same names and shapes. Nothing in this file was run "
            "to show it."
        )

    def _map_location(self, report: FileReport | None) -> str:
        general = self.tr(
            "torch.save notes for each tensor the device that it was on, and torch.load puts it back there, which "
            'fails on a machine that has no such device. torch.load(path, map_location="cpu") puts every tensor on the '
            "CPU instead; load_state_dict then copies it to wherever the model is."
        )
        if report is None or not report.tensors:
            return general
        if not report.devices:
            here = self.tr(
                "{name} is a file of {format}, which notes no device: its tensors come to the CPU unless you ask for "
                "another."
            )
        elif report.devices == ("cpu",):
            here = self.tr("{name} was saved from the CPU, so it opens everywhere without map_location.")
        else:
            here = self.tr(
                "{name} was saved from {devices}: on a machine without it, it opens only with map_location. The studio "
                "always gives one."
            )
        named = here.format(name=self._name, format=report.format, devices=", ".join(report.devices))
        return f"{named}\n\n{general}"
