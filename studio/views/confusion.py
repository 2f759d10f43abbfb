"""The view that shows which classes the model takes for which, and the examples behind each number."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.look.pictures import to_image
from studio.session.session import Action, Session
from studio.session.shown_evaluation import ShownEvaluation
from studio.session.threshold import USUAL
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.focus import lead_to
from studio.widgets.heat_table import HeatTable
from studio.widgets.icon_button import IconButton
from studio.widgets.list_buttons import ListButtons
from studio.widgets.segmented import Segmented
from studio.widgets.sentence_label import SentenceLabel
from studio.widgets.tile import Tile
from studio.widgets.tile_browser import TileBrowser
from studio.widgets.tile_painting import GAP
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated
from trainer_core.protocol.predicting import Predicted
from trainer_core.tasks import Scores
from trainer_core.tasks.metrics.classes import accuracy

SHOWN = 24
"""How many examples of a cell are fetched: the ones that the model was most sure of."""

_SIDE, _LINES = 14, 2
_EMPTY, _TABLE, _EXAMPLES = range(3)


class ConfusionView(Retranslated, QWidget):
    """The confusion matrix of the newest evaluation: truth in rows, prediction in columns.

    For tests and for those who drive the view: ``matrix`` the counts shown, ``table`` the drawn table,
    ``shown`` which evaluation it is, ``examples`` the indices behind the cell that was opened, ``browser``
    their pictures.

    Signals:
        copy_asked(object, object), save_asked(object, object): the paths of these examples, a `Split` and places in it,
            are wanted on the clipboard, or the list as a file.
    """

    copy_asked = Signal(object, object)
    save_asked = Signal(object, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionView")
        self._session = session
        self._event: Evaluated | None = None
        self._scores: Scores | None = None
        self._cell: tuple[int, int] | None = None
        self._asked: tuple[Split, tuple[int, ...]] | None = None
        self._members: tuple[int, ...] = ()
        """All examples of the cell that was opened, the surest answers first."""
        self.examples: tuple[int, ...] = ()
        self.shown = ShownEvaluation(session, self)
        self.title = ElidedLabel("", self)
        self.splits = Segmented([(Split.VALIDATION, ""), (Split.TEST, "")], self)
        self.splits.setObjectName("confusionSplit")
        self.mode = Segmented([("rows", ""), ("counts", "")], self)
        self.mode.setObjectName("confusionMode")
        self.table = HeatTable(self)
        self.table.setObjectName("confusionTable")
        self.sentence = SentenceLabel(_LINES, self)
        self.sentence.setObjectName("confusionSentence")
        self.back = IconButton("chevron-left", "", self)
        self.back.setObjectName("confusionBack")
        self.list_buttons = ListButtons("confusionExamples", self)
        self.heading = QLabel(self)
        self.heading.setObjectName("confusionHeading")
        self.browser = TileBrowser(self)
        self.browser.setObjectName("confusionBrowser")
        self.empty = EmptyState("grid", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()
        self._refresh()

    @property
    def matrix(self) -> npt.NDArray[np.int64] | None:
        """The (K, K) counts that are shown, None while there is no evaluation."""
        return self._scores.confusion if self._scores else None

    @property
    def split(self) -> Split | None:
        """The split that is shown."""
        return self._event.evaluation.split if self._event else None

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.mode.set_labels({"rows": self.tr("row %"), "counts": self.tr("counts")})
        self.mode.setAccessibleName(self.tr("Numbers in the cells"))
        self.mode.setToolTip(self.tr("Percentages of each true class, or how many examples"))
        self.splits.set_labels({Split.VALIDATION: self.tr("validation"), Split.TEST: self.tr("test")})
        self.splits.setAccessibleName(self.tr("Examples that were evaluated"))
        self.splits.setToolTip(self.tr("Show the evaluation on validation or on test examples"))
        self.table.setAccessibleName(self.tr("Confusion matrix"))
        self.table.set_axes(self.tr("truth ↓"), self.tr("guess →"))
        self.back.set_name(self.tr("Back to the matrix (Esc)"))
        self.browser.grid.setAccessibleName(self.tr("Examples of the cell"))
        self.empty.set_words(
            self.tr("Classes that get mixed up"),
            self.tr(
                "A table of true classes against guesses appears here after the first epoch, when the model is tried "
                "on validation examples, or after Test now in the menu."
            ),
        )
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace) and self.pages.currentIndex() == _EXAMPLES:
            self.close_examples()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        for label in (self.title, self.sentence):
            fonts.use(label, "small")
            label.setProperty("role", "muted")
        fonts.use(self.heading)
        self.heading.setWordWrap(True)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        header = FlowLayout()
        for widget in (self.splits, self.mode, self.title):
            header.addWidget(widget)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(8)
        layout.addLayout(header)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sentence)
        sheet = QWidget(self)
        top = QHBoxLayout()
        top.setContentsMargins(GAP // 2, 0, _SIDE, 0)
        top.setSpacing(8)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.heading, 1)
        top.addWidget(self.list_buttons, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout(sheet)
        lines.setContentsMargins(_SIDE - GAP // 2, 8, 0, 4)
        lines.setSpacing(4)
        lines.addLayout(top)
        lines.addWidget(self.browser, 1)
        for each in (self.empty, page, sheet):
            self.pages.addWidget(each)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, self.table)

    def _connect(self) -> None:
        self.shown.changed.connect(self._refresh)
        self.splits.changed.connect(self._choose_split)
        self.mode.changed.connect(self.table.set_mode)
        self.table.pointed.connect(self._word_sentence)
        self.table.opened.connect(self.open_cell)
        self.back.clicked.connect(self.close_examples)
        self.list_buttons.copy_asked.connect(lambda: self.copy_asked.emit(self.split, self._members))
        self.list_buttons.save_asked.connect(lambda: self.save_asked.emit(self.split, self._members))
        self._session.predicted.connect(self._take_examples)
        self._session.prepared.connect(self._take_preparation)

    @Slot(str)
    def _choose_split(self, key: str) -> None:
        self.shown.choose(Split(key))

    @Slot(object)
    def _take_preparation(self, event: object) -> None:
        if self.pages.currentIndex() == _EXAMPLES:
            self.close_examples()

    @Slot()
    def _refresh(self) -> None:
        """Show the newest evaluation once there is someone to see it; a sheet of examples stays open."""
        if not self.isVisible():
            return
        self._event, self._scores = self.shown.evaluated, self.shown.scores
        if self._event is not None and self._scores is not None:
            self.table.set_table(self.shown.class_names, self._scores.confusion)
            self.splits.set_value(self._event.evaluation.split)
        self.splits.setVisible(len(self.shown.splits) > 1)
        if self.pages.currentIndex() != _EXAMPLES:
            self.pages.setCurrentIndex(_TABLE if self._event else _EMPTY)
        self._word()

    @Slot(int, int)
    def open_cell(self, truth: int, guess: int) -> None:
        """Show examples of class ``truth`` that were taken for ``guess`` in the evaluation shown."""
        if self._event is None or self._scores is None:
            return
        evaluation, scores = self._event.evaluation, self._scores
        members = np.flatnonzero((scores.truth == truth) & (scores.predicted == guess))
        self._members = tuple(members[np.argsort(-scores.confidence[members], kind="stable")].tolist())
        self._cell = (truth, guess)
        self.examples = self._members[:SHOWN]
        self.list_buttons.setEnabled(bool(self._members))
        self.browser.set_tiles(())
        sentence = self._words_of_cell(scores.confusion, truth, guess)
        self.heading.setText(self._words_of_sheet(sentence, scores.confidence[members]))
        self.pages.setCurrentIndex(_EXAMPLES)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.examples and self._session.possible(Action.PREDICT):
            self._asked = (evaluation.split, self.examples)
            self._session.predict(self.examples, "cell", evaluation.split)

    @Slot()
    def close_examples(self) -> None:
        """Go back to the matrix."""
        self._asked, self.examples = None, ()
        self.pages.setCurrentIndex(_TABLE if self._event else _EMPTY)
        self._refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _take_examples(self, event: Predicted) -> None:
        if event.tag != "cell" or (event.split, event.indices) != self._asked:
            return
        self._asked = None
        if event.images.ndim != 4:
            return
        caption, names = self._example_words(event.split), self.shown.class_names
        self.browser.set_tiles(
            [
                Tile(index, to_image(image), names, fractions, int(truth), caption.format(index=index))
                for index, image, fractions, truth in zip(
                    event.indices, event.images, event.predictions, event.truth, strict=True
                )
            ]
        )

    def _example_words(self, split: Split) -> str:
        return self.tr("test image {index}") if split is Split.TEST else self.tr("validation image {index}")

    def _word(self) -> None:
        words = {
            None: self.tr("Confusion"),
            Split.VALIDATION: self.tr("Confusion on the validation set"),
            Split.TEST: self.tr("Confusion on the test set"),
            Split.TRAINING: self.tr("Confusion on the training set"),
        }
        named = "" if len(self.shown.splits) > 1 else words[self.split]
        self.title.setText(" · ".join(part for part in (named, self.shown.remark) if part))
        self.title.setVisible(bool(self.title.text()))
        self._word_sentence(self.table.cell)

    @Slot(object)
    def _word_sentence(self, cell: tuple[int, int] | None) -> None:
        if self._event is None or self._scores is None:
            return
        counts = self._scores.confusion
        words = self._words_of_cell(counts, *cell) if cell else self._words_of_whole(self._event, counts)
        if self._session.threshold.value != USUAL and len(self._scores.scores):
            at = self.tr("At threshold {value}:").format(value=f"{self._session.threshold.value:.3f}")
            words = f"{at} {words}"
        self.sentence.setText(words)
        self.table.setAccessibleDescription(words)

    def _words_of_whole(self, event: Evaluated, counts: npt.NDArray[np.int64]) -> str:
        evaluation = event.evaluation
        count, share = evaluation.examples, formats.percent(accuracy(counts))
        if event.run and evaluation.split is Split.VALIDATION:
            return counted(
                count,
                "{share} of 1 validation example is classified correctly after epoch {epoch}.",
                "{share} of {n:,} validation examples are classified correctly after epoch {epoch}.",
                share=share,
                epoch=event.epoch,
            )
        if evaluation.split is Split.TEST:
            return counted(
                count,
                "{share} of 1 test example is classified correctly.",
                "{share} of the {n:,} test examples are classified correctly.",
                share=share,
            )
        return counted(
            count,
            "{share} of 1 example is classified correctly.",
            "{share} of {n:,} examples are classified correctly.",
            share=share,
        )

    def _words_of_cell(self, counts: npt.NDArray[np.int64], truth: int, guess: int) -> str:
        count, total = int(counts[truth, guess]), int(counts[truth].sum())
        if total == 0:
            words = self.tr("There is no {truth} among these examples.")
        elif truth == guess:
            words = self.tr("{truth}: {count} of {total} were recognised ({share}).")
        else:
            words = self.tr("{truth}: {count} of {total} were mistaken for {guess} ({share}).")
        names = self.shown.class_names
        return words.format(
            count=formats.count(count),
            total=formats.count(total),
            truth=names[truth],
            guess=names[guess],
            share=formats.percent(count / max(total, 1)),
        )

    def _words_of_sheet(self, sentence: str, confidence: npt.NDArray[np.float32]) -> str:
        if not len(confidence):
            return sentence
        sure = self.tr("On average the model was {share} sure.").format(share=formats.percent(float(confidence.mean())))
        if len(confidence) > SHOWN:
            sure += " " + self.tr("Here are the {count} it was most sure of.").format(count=SHOWN)
        return f"{sentence} {sure}"
