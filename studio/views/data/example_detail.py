"""One example of the data: the original beside what the model receives of it, and what is known of both."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.painting import reporting
from studio.look.pictures import fitted, to_image
from studio.look.theme import current_theme
from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.fact_list import FactList
from trainer_core.protocol.commands import Split
from trainer_core.protocol.data_browsing import ExampleShown

_MOST_VALUES = 60


class ExampleDetail(Retranslated, QWidget):
    """What `show_example` was given, or a sentence that says how to choose one.

    Signals:
        draw_asked(): a person wants the augmentation drawn anew.
    """

    draw_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exampleDetail")
        self.shown: ExampleShown | None = None
        self._truth = ""
        self._names: tuple[str, ...] = ()
        self.title = ElidedLabel("", self)
        fonts.use(self.title, "title", strong=True)
        self.hint = QLabel(self)
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.original, self.received = PictureCard(self), PictureCard(self)
        self.facts = FactList(self)
        self.facts.setObjectName("exampleFacts")
        self.problem = QLabel(self)
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.problem, "small")
        self.again_button = Button("", "again", self)
        self.again_button.setObjectName("exampleDrawAgain")
        self.again_button.setProperty("size", "small")
        self.again_button.clicked.connect(self.draw_asked)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.original, 1)
        pair.addWidget(self.received, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 4)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.hint)
        layout.addLayout(pair)
        layout.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.problem)
        self._tools_at = layout.count()
        layout.addWidget(self.facts)
        self.retranslate()

    def put_in(self, *widgets: QWidget) -> None:
        """Put widgets between the pictures and the facts, from top to bottom."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        for number, widget in enumerate(widgets):
            layout.insertWidget(self._tools_at + number, widget)

    def show_example(self, event: ExampleShown | None, truth: str, names: tuple[str, ...] = ()) -> None:
        """Show one example, whose target is worded by ``truth`` and whose values are called ``names``; None: none."""
        self.shown, self._truth, self._names = event, truth, names
        self._refresh()

    def show_truth(self, truth: str) -> None:
        """Word the target of the example that is shown in another way."""
        self._truth = truth
        self.title.setText(truth)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.hint.setText(self.tr("Choose an example to see the original beside what the model receives."))
        self.original.set_name(self.tr("Original"))
        self.received.set_name(self.tr("What the model receives"))
        self.again_button.setText(self.tr("Draw again"))
        self.again_button.setToolTip(self.tr("Show what other random numbers of the augmentation make of it"))
        self._refresh()

    def _refresh(self) -> None:
        event = self.shown
        pictures = event is not None and event.original.ndim == 3
        self.title.setText(self._truth if event is not None else self.tr("No example chosen"))
        self.hint.setVisible(event is None)
        for card in (self.original, self.received):
            card.setVisible(pictures)
        self.again_button.setVisible(event is not None and event.augmented)
        self.problem.setVisible(event is not None and event.problem is not None)
        self.facts.setVisible(event is not None)
        if event is None:
            return
        self.problem.setText("" if event.problem is None else words(event.problem))
        if pictures:
            self.original.set_picture(to_image(event.original))
            self.received.set_picture(to_image(event.received))
        self.facts.show_facts(self._facts(event))

    def _facts(self, event: ExampleShown) -> list[tuple[str, str]]:
        splits = {
            Split.TRAINING: self.tr("Training"),
            Split.VALIDATION: self.tr("Validation"),
            Split.TEST: self.tr("Test"),
        }
        facts = [(self.tr("Part"), f"{splits[event.split]} {formats.count(event.index + 1)}")]
        if event.file:
            facts.append((self.tr("File") if event.original.ndim == 3 else self.tr("Row of the file"), event.file))
        if event.original.ndim == 3:
            facts.append((self.tr("Original size"), f"{event.width} × {event.height}"))
            facts.append((self.tr("Received shape"), formats.shape(event.shape)))
        span = self.tr("{low} to {high}, mean {mean}")
        low, high, mean = (_short(value) for value in (event.low, event.high, event.mean))
        facts.append((self.tr("Received values"), span.format(low=low, high=high, mean=mean)))
        if event.original.ndim == 1:
            pairs = zip(self._names, event.original.tolist(), event.received.tolist(), strict=False)
            for name, before, after in list(pairs)[:_MOST_VALUES]:
                same = np.isclose(before, after)
                facts.append((name, _short(before) if same else f"{_short(before)} → {_short(after)}"))
        return facts


def _short(value: float) -> str:
    return formats.number(float(f"{value:.4g}"))


class PictureCard(QWidget):
    """A picture as large as there is room for, under its name. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.picture = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_name(self, name: str) -> None:
        """Word what stands above it."""
        self._name = name
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def set_picture(self, picture: QImage) -> None:
        """Show another picture."""
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(130, self.heightForWidth(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.heightForWidth(80))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width + self._above

    @property
    def _above(self) -> int:
        return round(QFontMetricsF(fonts.font("small")).height() * 2) + 4

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, above = current_theme().tokens, self._above
        with QPainter(self) as painter:
            painter.setFont(fonts.font("small"))
            painter.setPen(tokens.colour("muted"))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(QRectF(0, 0, self.width(), above - 4), int(flags | Qt.TextFlag.TextWordWrap), self._name)
            place = QRectF(0, above, self.width(), self.height() - above)
            painter.fillRect(place, tokens.colour("raised"))
            if self.picture.isNull():
                return
            ratio = self.devicePixelRatioF()
            shown = fitted(self.picture, round(min(place.width(), place.height())), ratio)
            x = place.center().x() - shown.width() / ratio / 2
            y = place.center().y() - shown.height() / ratio / 2
            painter.drawPixmap(round(x), round(y), shown)
