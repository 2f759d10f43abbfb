"""The network beside the part in which it is made: its diagram, totals, and the diagram as a file."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.look.theme import set_state
from studio.widgets.icon_button import IconButton
from studio.widgets.network_diagram import NetworkDiagram
from studio.widgets.network_layout import Node


@dataclass(frozen=True, slots=True)
class Totals:
    """What a network costs: ``multiply_adds`` for one example, ``activation_bytes`` for a batch of ``batch_size``."""

    parameters: int
    multiply_adds: int
    activation_bytes: int
    batch_size: int


class StructurePane(Retranslated, QFrame):
    """A diagram under two lines of totals.

    Signals:
        selected(object): a person has selected the node with this key.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
    """

    selected = Signal(object)
    notice = Signal(object, str)

    def __init__(self, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelStructure")
        self.setProperty("role", "panel")
        self._files = files
        self._totals: Totals | None = None
        self._verdict = ("", "muted")
        self.diagram = NetworkDiagram(self)
        self.diagram.setObjectName("networkDiagram")
        self.totals, self.verdict = QLabel(self), QLabel(self)
        for label, name in ((self.totals, "modelTotals"), (self.verdict, "modelVerdict")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            fonts.use(label, "small")
        self.fit_button = IconButton("follow", "", self)
        self.fit_button.setObjectName("diagramFitButton")
        self.export_button = IconButton("export", "", self)
        self.export_button.setObjectName("diagramExportButton")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self.totals)
        lines.addWidget(self.verdict)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 8, 6)
        head.setSpacing(4)
        head.addLayout(lines, 1)
        for button in (self.fit_button, self.export_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.diagram, 1)
        self.diagram.selected.connect(self.selected)
        self.fit_button.clicked.connect(self.diagram.fit)
        self.export_button.clicked.connect(self._export)
        self.retranslate()

    def show_network(
        self,
        nodes: tuple[Node, ...],
        totals: Totals | None,
        verdict: str = "",
        role: str = "muted",
        *,
        folded: Collection[Hashable] = (),
    ) -> None:
        """Show a network, what it costs, and a word on whether it fits the task (``role``: right, wrong or muted).

        Blocks named in ``folded`` are one box each until a person opens them.
        """
        self.diagram.show_network(nodes, folded)
        self._totals, self._verdict = totals, (verdict, role)
        self._word()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.diagram.setAccessibleName(self.tr("Diagram of the network"))
        self.fit_button.set_name(self.tr("Show the whole diagram (0)"))
        self.export_button.set_name(self.tr("Save the diagram as SVG or PNG…"))
        self._word()

    def _word(self) -> None:
        totals = self._totals
        text = ""
        if totals is not None:
            text = " · ".join(
                (
                    counted(totals.parameters, "1 parameter", "{n:,} parameters"),
                    self.tr("{count} multiply-adds").format(count=formats.compact(totals.multiply_adds)),
                    counted(
                        totals.batch_size,
                        "{size} of activations for 1 example",
                        "{size} of activations for {n:,} examples",
                        size=formats.size(totals.activation_bytes),
                    ),
                )
            )
        self.totals.setText(text)
        self.totals.setVisible(bool(text))
        words, role = self._verdict
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        set_state(self.verdict, role=role)

    @Slot()
    def _export(self) -> None:
        kinds = (FileKind(self.tr("SVG drawing"), (".svg",)), FileKind(self.tr("PNG picture"), (".png",)))
        title = self.tr("Save diagram")
        path = self._files.ask_save(Purpose.DIAGRAM, title, "network.svg", kinds, "saveDiagramDialog")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Save the diagram as the name says."""
        try:
            (self.diagram.save_png if path.suffix.lower() == ".png" else self.diagram.save_svg)(path)
        except OSError as error:
            self.notice.emit(self.tr("The diagram could not be saved: {reason}").format(reason=error), "error")
            return
        self.notice.emit(self.tr("The diagram is saved in {path}.").format(path=path), "info")
