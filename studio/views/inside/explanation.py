"""What each method found for one example: colours on a picture, or bars for the columns of a row; and what it means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.numbers import NumberRules
from studio.look.theme import current_theme
from studio.views.inside.numbers import short
from studio.widgets.choice_field import ChoiceField
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.heat_pictures import HeatPicture, HeatPictures
from studio.widgets.number_field import NumberField
from studio.widgets.segmented import Segmented
from studio.widgets.signed_bars import SignedBar, SignedBars
from studio.widgets.tile import Tile, ValueTile
from trainer_core.protocol.explain import Attributed, Baseline, Explain, ExplanationBegun, Method
from trainer_core.protocol.reports import DataReport

_MOST_BARS = 30
_KEYS = {method.value.replace(" ", "-"): method for method in Method}


class Explanation(Retranslated, QWidget):
    """Shows an `ExplanationBegun` and the `Attributed` that follow it.

    Signals:
        asked(): something else is wanted: see `wanted`.
    """

    asked = Signal()

    def __init__(self, beside: Sequence[QWidget], parent: QWidget | None = None) -> None:
        """Stand with the widgets ``beside`` the verdict."""
        super().__init__(parent)
        self.begun: ExplanationBegun | None = None
        self.found: dict[Method, Attributed] = {}
        self._data: DataReport | None = None
        self.verdict = QLabel(self)
        self.verdict.setObjectName("explainVerdict")
        self.target, self.baseline, self.layer = ChoiceField(self), ChoiceField(self), ChoiceField(self)
        self.window_side = NumberField(0, NumberRules(whole=True, minimum=0, maximum=4096, zero="0"), "", self)
        self.method = Segmented([(key, "") for key in _KEYS], self)
        self.method.offer([key for key, method in _KEYS.items() if method is not Method.GRAD_CAM])
        self.pictures, self.bars = HeatPictures(self), SignedBars(self)
        self.sentence, self.legend = QLabel(self), QLabel(self)
        self._labels = {field: QLabel(self) for field in (self.target, self.baseline, self.layer, self.window_side)}
        for part, name in (
            (self.target, "explainTarget"),
            (self.baseline, "explainBaseline"),
            (self.layer, "explainCamLayer"),
            (self.window_side, "explainWindow"),
            (self.method, "explainMethod"),
            (self.pictures, "explainPictures"),
            (self.bars, "explainBars"),
            (self.sentence, "explainSentence"),
        ):
            part.setObjectName(name)
        self._arrange(beside)
        for field in (self.target, self.baseline, self.layer, self.window_side):
            field.value_changed.connect(self._ask)
        self.method.changed.connect(self._choose)
        self.pictures.chosen.connect(self._choose)
        current_theme().changed.connect(self._say_legend)
        self.retranslate()

    @property
    def shown(self) -> Method:
        """The method whose meaning is told."""
        return _KEYS[self.method.value]

    def wanted(self, command: Explain) -> Explain:
        """The command with what a person has chosen here."""
        return replace(
            command,
            target=int(self.target.value) if self.target.value else None,
            baseline=Baseline(self.baseline.value) if self.baseline.value else None,
            layer=self.layer.value,
            window=int(self.window_side.value or 0),
        )

    def set_data(self, data: DataReport) -> None:
        """A model is there, or another one: what was chosen stays where that can be."""
        before, self._data = self._data, data
        same_inputs = before is not None and before.input_shape == data.input_shape
        names = (data.class_names, data.target_names)
        same_answers = before is not None and (before.class_names, before.target_names) == names
        if not (same_inputs and same_answers):
            self.begun, self.found = None, {}
        if not same_answers:
            self.target.set_value("")
        if not same_inputs:
            self.baseline.set_value("")
            self.window_side.set_value(0)
        self.layer.set_value("")
        self._offer()
        self._say_legend()

    def begin(self, begun: ExplanationBegun) -> None:
        """Show what is explained; what was found before stays until the same method tells anew."""
        before = self.begun
        if before is None or before.picture.shape != begun.picture.shape or before.example != begun.example:
            self.found = {}
        self.begun = begun
        self._offer()
        self._say()

    def show_attributed(self, event: Attributed) -> None:
        """Show what one method found."""
        self.found[event.method] = event
        self._say()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._titles = {
            Method.SALIENCY: self.tr("Saliency"),
            Method.INTEGRATED: self.tr("Integrated gradients"),
            Method.GRAD_CAM: self.tr("Grad-CAM"),
            Method.OCCLUSION: self.tr("Occlusion"),
        }
        self.method.set_labels({key: self._titles[method] for key, method in _KEYS.items()})
        self.method.setAccessibleName(self.tr("Method"))
        self.pictures.setAccessibleName(self.tr("What supports the answer, according to each method"))
        self.bars.setAccessibleName(self.tr("What each column adds"))
        for field, name, tip in (
            (self.target, self.tr("Answer"), self.tr("Which answer is explained")),
            (
                self.baseline,
                self.tr("Compared with"),
                self.tr(
                    "The baseline, which stands for “nothing there”: integrated gradients start from it, and "
                    "occlusion covers with it"
                ),
            ),
            (self.layer, self.tr("Layer"), self.tr("The layer whose feature maps Grad-CAM weights")),
            (
                self.window_side,
                self.tr("Hidden square"),
                self.tr("Its side in pixels; 0 means a seventh of the picture"),
            ),
        ):
            self._labels[field].setText(name)
            field.setAccessibleName(name)
            field.setToolTip(tip)
        self._offer()
        self._say_legend()
        self._say()

    @Slot(object)
    def _ask(self, value: object) -> None:
        self.asked.emit()

    @Slot(str)
    def _choose(self, key: str) -> None:
        self.method.set_value(key)
        self._say()

    def _offer(self) -> None:
        data, begun = self._data, self.begun
        names = () if data is None else data.class_names or data.target_names
        first = self.tr("The model's own answer") if data is not None and data.class_names else ""
        keys = [str(place) for place in range(len(names))]
        self.target.set_choices([""] * bool(first) + keys, [first] * bool(first) + list(names))
        if not first and not self.target.value and keys:
            self.target.set_value(keys[0])
        of_row = data is not None and len(data.input_shape) == 1
        zero = self.tr("zeros") if of_row else self.tr("black")
        self.baseline.set_choices([each.value for each in Baseline], [zero, self.tr("the mean of the training data")])
        if not self.baseline.value:
            self.baseline.set_value((Baseline.MEAN if of_row else Baseline.ZERO).value)
        convolved = [] if begun is None else [layer for layer in begun.layers if layer.convolved]
        self.layer.set_choices(
            [layer.name for layer in convolved], [f"{each.name} · {each.type}" for each in convolved]
        )
        if begun is not None and not self.layer.value:
            self.layer.set_value(begun.layer)

    def _say(self) -> None:
        begun = self.begun
        if begun is None or self._data is None:
            return
        of_row, method = begun.picture.ndim == 1, self.shown
        self.verdict.setText(self._verdict(begun, self._data))
        self.pictures.setVisible(not of_row)
        for part in (self.method, self.bars):
            part.setVisible(of_row)
        if of_row:
            self._show_bars(begun)
        else:
            self._show_pictures(begun)
        for field, methods in (
            (self.baseline, (Method.INTEGRATED, Method.OCCLUSION)),
            (self.layer, (Method.GRAD_CAM,)),
            (self.window_side, (Method.OCCLUSION,)),
        ):
            there = method in methods and not (of_row and field in (self.layer, self.window_side))
            there = there and not (field is self.layer and not self.layer.count())
            field.setVisible(there)
            self._labels[field].setVisible(there)
        self.sentence.setText(self._sentence(begun))
        found = self.found.get(method)
        signed = method in (Method.INTEGRATED, Method.OCCLUSION) or (of_row and method is Method.SALIENCY)
        self.legend.setVisible(found is not None and found.refusal is None and signed)

    def _show_pictures(self, begun: ExplanationBegun) -> None:
        items = [HeatPicture("", self.tr("Input"), begun.picture)]
        for key, method in _KEYS.items():
            found = self.found.get(method)
            values = found.values if found is not None and found.refusal is None else None
            note = "…" if found is None else ""
            if found is not None and found.refusal is not None:
                note = self.tr("not for this kind of model")
            items.append(HeatPicture(key, self._titles[method], begun.picture, values, note))
        self.pictures.show_pictures(items)
        self.pictures.set_current(self.method.value)

    def _show_bars(self, begun: ExplanationBegun) -> None:
        found = self.found.get(self.shown)
        values = found.values if found is not None else np.zeros(0, np.float32)
        order = np.argsort(-np.abs(np.nan_to_num(values)), kind="stable")[:_MOST_BARS].tolist()
        self.bars.set_bars(
            [SignedBar(begun.columns[at], float(values[at]), f"{float(values[at]):+.3g}") for at in order]
        )

    def _answer(self, begun: ExplanationBegun) -> str:
        data = self._data
        names = () if data is None else data.class_names or data.target_names
        return names[begun.target] if begun.target < len(names) else str(begun.target)

    def _verdict(self, begun: ExplanationBegun, data: DataReport) -> str:
        if data.class_names:
            truth = int(begun.truth[0]) if begun.truth.size else None
            tile = Tile(0, QImage(), data.class_names, begun.answered, truth)
            if begun.target == tile.guess:
                return tile.sentence
            return self.tr("Why {answer} ({share})? The model says {verdict}").format(
                answer=self._answer(begun), share=tile.share_of(begun.target), verdict=tile.sentence
            )
        truth_values = begun.truth if begun.truth.size else None
        return ValueTile(0, QImage(), data.target_names, begun.answered, truth_values).sentence

    def _sentence(self, begun: ExplanationBegun) -> str:
        found, answer = self.found.get(self.shown), self._answer(begun)
        if found is None:
            return ""
        if found.refusal is not None:
            return words(found.refusal)
        match self.shown:
            case Method.SALIENCY:
                return self.tr(
                    "How sensitive the score of {answer}, {score}, is to each input: the magnitude of its gradient."
                ).format(answer=answer, score=short(found.score))
            case Method.INTEGRATED:
                return self._completeness(found, answer)
            case Method.GRAD_CAM:
                return self.tr(
                    "Where the feature maps of {layer} support {answer}: each is weighted by its mean gradient, "
                    "and negative values of the sum are dropped."
                ).format(layer=begun.layer, answer=answer)
            case Method.OCCLUSION:
                return self.tr(
                    "How much the score of {answer}, {score}, drops when a part of the input is hidden."
                ).format(answer=answer, score=short(found.score))

    def _completeness(self, found: Attributed, answer: str) -> str:
        told = self.tr(
            "What each input adds to the score of {answer}, which is {score} here and {baseline} for the baseline."
        ).format(answer=answer, score=short(found.score), baseline=short(found.at_baseline))
        if not math.isfinite(found.missing):
            return told
        difference = found.score - found.at_baseline
        added = self.tr("Together the inputs add {sum}; the two scores differ by {difference}.").format(
            sum=short(difference + found.missing), difference=short(difference)
        )
        return f"{told} {added}"

    @Slot()
    def _say_legend(self, tokens: object = None) -> None:
        theme = current_theme().tokens
        marks = [f'<span style="color:{theme.colour(name).name()}">■</span>' for name in ("training", "wrong")]
        texts = (self.tr("supports it"), self.tr("counts against it"))
        if self._data is not None and not self._data.class_names:
            texts = (self.tr("raises it"), self.tr("lowers it"))
        self.legend.setText(" &nbsp; ".join(f"{mark} {text}" for mark, text in zip(marks, texts, strict=True)))

    def _arrange(self, beside: Sequence[QWidget]) -> None:
        fonts.use(self.verdict, strong=True)
        for label in (self.sentence, self.legend, *self._labels.values()):
            label.setProperty("role", "muted")
            fonts.use(label, "small")
        for label in (self.verdict, self.sentence):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.window_side.setFixedWidth(fonts.scaled(56))
        self._options = QWidget(self)
        flow = FlowLayout(self._options, spacing=12, row_spacing=6)
        flow.setContentsMargins(0, 0, 0, 0)
        for field, label in self._labels.items():
            flow.addWidget(_pair(label, field, self._options))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.verdict, 1)
        for part in beside:
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.method, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.pictures, self.bars, self.sentence, self.legend, self._options):
            column.addWidget(part)
        for part in (self.method, self.bars, self.legend):
            part.hide()


def _pair(label: QLabel, field: QWidget, parent: QWidget) -> QWidget:
    """A field behind its label, as one thing of a flow."""
    pair = QWidget(parent)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(label)
    row.addWidget(field)
    return pair
