"""Which weights a torchvision network begins from: none, published ones, or a file; and where those lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.dialogs.download import download_words
from studio.dialogs.file_dialogs import FileDialogs
from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.session.session import Action, Session
from studio.widgets.choice_field import ChoiceField
from trainer_core.models.torchvision import Architecture, PublishedWeights
from trainer_core.models.torchvision.files import is_file
from trainer_core.protocol.events import Prepared
from trainer_core.recipe.downloads import downloads_needed

_FILE = "file…"


class WeightsChoice(Retranslated, QWidget):
    """The weights of the recipe's network, with the name and place of the file that holds them.

    Signals:
        chosen(str): what ``model.weights`` becomes.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._files = files
        self._network: Architecture | None = None
        self._weights = ""
        self.field = ChoiceField(self)
        self.field.setObjectName("weightsField")
        self.words = QLabel(self)
        self.words.setObjectName("weightsWords")
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.words, "small")
        self.download = QPushButton(self)
        self.download.setObjectName("downloadWeightsButton")
        self.download.clicked.connect(self._download)
        self.from_scratch = QPushButton(self)
        self.from_scratch.setObjectName("weightsFromScratchButton")
        self.from_scratch.clicked.connect(self._begin_from_scratch)
        self.field.value_changed.connect(self._choose)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.download)
        row.addWidget(self.from_scratch)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.words)
        layout.addLayout(row)
        session.follow(Prepared, self._show, self)
        session.state_changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.field.setAccessibleName(self.tr("Pretrained weights"))
        self.download.setText(self.tr("Download"))
        self.download.setToolTip(self.tr("Download these weights to begin from them"))
        self.from_scratch.setText(self.tr("Train from scratch"))
        self.from_scratch.setToolTip(self.tr("Download nothing: initialize all weights from the seed"))
        self._show()

    def show_network(self, network: Architecture, weights: str) -> None:
        """Offer the weights of ``network``, of which ``weights`` are those of the recipe."""
        self._network, self._weights = network, weights
        self._show()

    @Slot()
    def _show(self, event: object = None) -> None:
        network = self._network
        if network is None:
            return
        keys = ["", *(each.name for each in network.weights)]
        labels = [self.tr("None: train from scratch"), *(self._label(each) for each in network.weights)]
        if is_file(self._weights):
            keys.append(self._weights)
            labels.append(Path(self._weights).name)
        elif self._weights not in keys:
            keys.append(self._weights)
            labels.append(self._weights)
        self.field.set_choices([*keys, _FILE], [*labels, self.tr("A file…")])
        self.field.set_value(self._weights)
        self._show_words(network.weights)

    def _label(self, each: PublishedWeights) -> str:
        size = formats.size(each.bytes)
        if each.accuracy != each.accuracy:  # NaN: there is none
            return f"{each.name} · {size}"
        return f"{each.name} · {formats.percent(each.accuracy)} · {size}"

    def _show_words(self, known: Sequence[PublishedWeights]) -> None:
        """Say which file it is, and whether it is here."""
        needed = downloads_needed(self._session.recipe)
        missing = next((each for each in needed if not each.source), None)
        each = next((one for one in known if one.name == self._weights), None)
        if is_file(self._weights):
            text = self._weights
            if not Path(self._weights).is_file():
                text = self.tr("{path} does not exist. Choose another file.").format(path=self._weights)
        elif missing is not None:
            offer = self.tr("A file of this name is taken from there too, or choose any file.")
            text = f"{download_words(missing)} {offer}"
        elif each is not None:
            text = self.tr("{file} is on this computer.").format(file=each.file)
        else:
            text = self.tr("All weights are drawn from the seed.")
        self.words.setText(text)
        for button in (self.download, self.from_scratch):
            button.setVisible(missing is not None)
        self.download.setEnabled(self._session.possible(Action.OPEN_RUN))

    @Slot(object)
    def _choose(self, value: str) -> None:
        if value != _FILE:
            self.chosen.emit(value)
            return
        start = Path(self._weights).parent if is_file(self._weights) else None
        path = self._files.ask_open_weights(self.tr("Weights to begin from"), "initialWeightsDialog", start=start)
        if path is not None:
            self.chosen.emit(str(path))
        else:
            self.field.set_value(self._weights)

    @Slot()
    def _begin_from_scratch(self) -> None:
        self.chosen.emit("")

    @Slot()
    def _download(self) -> None:
        self._session.prepare(download=True)
