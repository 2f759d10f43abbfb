"""What stands above the pictures of how a model answers: which examples, and of which target."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.session.shown_evaluation import ShownEvaluation
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.segmented import Segmented
from trainer_core.protocol.commands import Split


class EvaluationHeader(Retranslated, QWidget):
    """Chooses the split of ``shown``, and with several targets which of them; ``targets.value`` is its place."""

    def __init__(self, shown: ShownEvaluation, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self.title = ElidedLabel("", self)
        fonts.use(self.title, "small")
        self.title.setProperty("role", "muted")
        self.splits = Segmented([(Split.VALIDATION, ""), (Split.TEST, "")], self)
        self.splits.setObjectName(f"{name}Split")
        self.targets = ChoiceField(self)
        self.targets.setObjectName(f"{name}Target")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.splits)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.targets)
        self.splits.changed.connect(self._choose_split)
        self.retranslate()

    @property
    def target(self) -> int:
        """The place of the target that is shown."""
        return max(0, self.targets.currentIndex())

    def refresh(self) -> None:
        """Bring the switches up to date with what is shown."""
        event, names = self._shown.evaluated, self._shown.target_names
        if event is not None:
            self.splits.set_value(event.evaluation.split)
        several = len(self._shown.splits) > 1
        self.splits.setVisible(several)
        keys = [str(place) for place in range(len(names))]
        self.targets.set_choices(keys, names)
        if self.targets.currentIndex() < 0 and keys:
            self.targets.set_value(keys[0])
        self.targets.setVisible(len(keys) > 1)
        words = {Split.VALIDATION: self.tr("on validation examples"), Split.TEST: self.tr("on test examples")}
        split = event.evaluation.split if event is not None else None
        named = "" if several or split is None else words.get(split, "")
        self.title.setText(" · ".join(part for part in (named, self._shown.remark) if part))

    @Slot(str)
    def _choose_split(self, key: str) -> None:
        self._shown.choose(Split(key))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.splits.set_labels({Split.VALIDATION: self.tr("validation"), Split.TEST: self.tr("test")})
        self.splits.setAccessibleName(self.tr("Examples that were evaluated"))
        self.splits.setToolTip(self.tr("Show the evaluation on validation or on test examples"))
        self.targets.setAccessibleName(self.tr("Target"))
        self.targets.setToolTip(self.tr("Which of the numbers that the model answers with"))
        self.refresh()
