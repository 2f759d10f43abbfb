"""One of the two models that are compared: a run and which of its weights, or the model at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.widgets.choice_field import ChoiceField
from trainer_core.protocol.model_comparison import ModelVersion, StoredVersion
from trainer_core.runs.run_files import BEST, LAST

_AT_HAND = "at hand"


class SideField(Retranslated, QWidget):
    """Two fields in a row behind the number of the side.

    Attributes:
        preferred: the weights that are chosen of a run that has several.

    Signals:
        run_chosen(object): the weights of the run in this folder (Path) are to be listed.
        changed(): another version is chosen, or none.
    """

    run_chosen = Signal(object)
    changed = Signal()

    def __init__(self, number: int, preferred: str = BEST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.preferred = preferred
        self._names: list[tuple[Path, str]] = []
        self._versions: tuple[StoredVersion, ...] = ()
        self.label = QLabel(str(number), self)
        self.run, self.weights = ChoiceField(self), ChoiceField(self)
        self.run.setObjectName(f"compareRun{number}")
        self.weights.setObjectName(f"compareWeights{number}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        fonts.use(self.label, strong=True)
        row.addWidget(self.label)
        for field, share in ((self.run, 3), (self.weights, 2)):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(field, share)
        self.run.value_changed.connect(self._choose_run)
        self.weights.value_changed.connect(self.changed)
        self.retranslate()

    @property
    def folder(self) -> Path | None:
        """The folder of the chosen run; None for the model at hand, or where nothing is chosen."""
        return Path(self.run.value) if self.run.value not in ("", _AT_HAND) else None

    @property
    def version(self) -> ModelVersion | None:
        """What is chosen; None while that is not known."""
        if self.run.value == _AT_HAND:
            return ModelVersion()
        folder = self.folder
        return None if folder is None or not self.weights.value else ModelVersion(folder, self.weights.value)

    @property
    def stored(self) -> StoredVersion | None:
        """What is known of the chosen weights of a run; None where nothing is."""
        return next((each for each in self._versions if each.file == self.weights.value), None)

    @property
    def words(self) -> str:
        """What is chosen, in words, the state first: both sides may be of one run."""
        run = self.run.text_of(self.run.value)
        return run if self.folder is None else f"{self.weights.text_of(self.weights.value)}, {run}"

    def show_runs(self, names: Sequence[tuple[Path, str]]) -> None:
        """Offer these runs, by their folders; what is chosen stays."""
        self._names = list(names)
        chosen = self.folder
        if chosen is not None and all(path != chosen for path, _ in self._names):
            self._names.append((chosen, chosen.name))
        self.run.set_choices(
            [_AT_HAND, *(str(path) for path, _ in self._names)],
            [self.tr("Current model"), *(name for _, name in self._names)],
        )

    def choose(self, folder: Path | None, preferred: str) -> None:
        """Choose a run and which of its weights, or the model at hand; without a signal but `run_chosen`."""
        self.preferred = preferred
        if folder is not None and all(path != folder for path, _ in self._names):
            self.show_runs([*self._names, (folder, folder.name)])
        self.run.set_value(_AT_HAND if folder is None else str(folder))
        self._begin()

    def show_versions(self, versions: Sequence[StoredVersion]) -> None:
        """Offer these weights of the chosen run; what is chosen stays, or else the preferred ones are."""
        self._versions = tuple(versions)
        files = [version.file for version in versions]
        chosen = self.weights.value
        self._word_versions()
        if chosen not in files:
            last = LAST if LAST in files else files[-1] if files else ""
            self.weights.set_value(self.preferred if self.preferred in files else last)
        self.changed.emit()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.run.setAccessibleName(self.tr("Run {number}").format(number=self._number))
        self.weights.setAccessibleName(self.tr("Weights of run {number}").format(number=self._number))
        self.run.setToolTip(self.tr("The run whose model to compare, or the current model as it is now"))
        self.weights.setToolTip(self.tr("Its best weights, its last weights, or a snapshot in between"))
        self.show_runs(self._names)
        self._word_versions()

    def _word_versions(self) -> None:
        # The newest first, as the runs are.
        versions = self._versions[::-1]
        self.weights.set_choices([version.file for version in versions], [self._title(version) for version in versions])
        self.weights.setVisible(self.folder is not None)

    def _title(self, version: StoredVersion) -> str:
        title = {LAST: self.tr("Last"), BEST: self.tr("Best")}.get(version.file, "")
        if not title and version.step is not None:
            title = self.tr("Batch {batch}").format(batch=formats.count(version.step))
        if version.epoch is not None:
            title += " · " + self.tr("epoch {epoch}").format(epoch=version.epoch)
        if version.same_as == LAST:
            title += " · " + self.tr("same as last")
        return title or version.file

    @Slot(object)
    def _choose_run(self, key: str) -> None:
        self._begin()
        self.changed.emit()

    def _begin(self) -> None:
        self._versions = ()
        self.weights.set_value("")
        self._word_versions()
        if self.folder is not None:
            self.run_chosen.emit(self.folder)
