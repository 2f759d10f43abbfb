"""The example that went through both models, and what each of them answers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.pictures import fitted
from studio.views.inside.example_picture import example_picture
from studio.views.inside.numbers import short
from studio.widgets.bar_list import Bar, BarList
from studio.widgets.tile import Verdict
from trainer_core.protocol.model_comparison import ModelAnswers, ModelsCompared

_SIDE = 48


class AnswersOfBoth(Retranslated, QWidget):
    """A picture, a line for each model, and what is true. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: ModelsCompared | None = None
        self.picture, self.truth, self.bars = QLabel(self), QLabel(self), BarList(self)
        self.picture.setObjectName("comparePicture")
        self.bars.setObjectName("compareAnswers")
        self.truth.setObjectName("compareTruth")
        self.truth.setProperty("role", "muted")
        self.truth.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.truth, "small")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.truth)
        column.addWidget(self.bars)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def show_compared(self, compared: ModelsCompared) -> None:
        """Show this example."""
        self._shown = compared
        image = example_picture(compared.input)
        self.picture.setPixmap(fitted(image, fonts.scaled(_SIDE), self.devicePixelRatioF()))
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.picture.setAccessibleName(self.tr("The example given to both models"))
        self.bars.setAccessibleName(self.tr("The answers of both models"))
        shown = self._shown
        if shown is None:
            return
        true = shown.truth_name or ", ".join(short(value) for value in shown.truth)
        self.truth.setText(self.tr("True: {truth}").format(truth=true))
        self.bars.set_bars([_bar(place, each, true) for place, each in enumerate(shown.predictions)])


def _bar(place: int, answers: ModelAnswers | None, true: str) -> Bar:
    """What the model answers, the likeliest class marked as right or wrong by its name."""
    if answers is None:
        nothing = QCoreApplication.translate("AnswersOfBoth", "no answer")
        return Bar(f"{place + 1}  {nothing}", None, "")
    if not answers.of_classes:
        pairs = zip(answers.names, answers.values, strict=True)
        return Bar(str(place + 1), None, ", ".join(f"{name} {short(value)}" for name, value in pairs))
    guess = max(range(len(answers.values)), key=answers.values.__getitem__)
    mark: Verdict = "right" if answers.names[guess] == true else "wrong"
    share = answers.values[guess]
    return Bar(f"{place + 1}  {answers.names[guess]}", share, formats.percent(share), mark)
