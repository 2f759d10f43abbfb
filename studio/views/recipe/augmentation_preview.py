"""What the list of augmentations makes of the person's own pictures, drawn anew while a slider moves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.pictures import to_image
from studio.session.session import Session
from studio.views.recipe.parts_field import PartsField
from studio.widgets.button import Button
from studio.widgets.picture_pairs import PicturePairs
from trainer_core.errors import TrainerError
from trainer_core.protocol.events import Prepared, Refused
from trainer_core.protocol.examples import AugmentationPreviewed, PreviewAugmentation
from trainer_core.recipe.recipe import Recipe

PICTURES = 4


class AugmentationPreview(Retranslated, QWidget):
    """The first training pictures before and after, while there is an augmentation and the data is at hand.

    ``draw`` numbers the draw that is shown. One question is under way at a time; what changes meanwhile is asked
    afterwards. No signals.
    """

    def __init__(self, session: Session, field: PartsField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("augmentationPreview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._session = session
        self.draw = 0
        self._asked: PreviewAugmentation | None = None
        self._shown: tuple[Recipe, int] | None = None
        self._tried: list[dict[str, Any]] | None = None
        self.pairs = PicturePairs(PICTURES, self)
        self.pairs.setObjectName("augmentationPairs")
        self.problem = QLabel(self)
        self.problem.setObjectName("augmentationProblem")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.problem, "small")
        self.again_button = Button("", "again", self)
        self.again_button.setObjectName("augmentationAgain")
        self.again_button.setProperty("role", "quiet")
        self.again_button.setProperty("size", "small")
        self.again_button.clicked.connect(self._draw_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(4)
        layout.addWidget(self.pairs)
        layout.addWidget(self.problem)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.again_button)
        layout.addLayout(below)
        field.tried.connect(self._try)
        session.shown_changed.connect(self._refresh)
        session.prepared.connect(self._take_prepared)
        session.augmentation_previewed.connect(self._take)
        session.refused.connect(self._take_refused)
        self.retranslate()
        self._refresh()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.pairs.set_names(self.tr("Training pictures"), self.tr("As the model gets them"))
        self.pairs.setAccessibleName(self.tr("Training pictures before and after augmentation"))
        self.again_button.setText(self.tr("Draw again"))
        self.again_button.setToolTip(self.tr("Show what other random numbers make of the same pictures"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    @property
    def _wanted(self) -> Recipe | None:
        """The recipe whose augmentation is to be shown; None where there is none, or no pictures of its data."""
        recipe, prepared = self._session.shown_recipe, self._session.preparation
        if prepared is None or len(prepared.data.input_shape) != 3:
            return None
        data = prepared.recipe.data
        if (data.source, data.arguments) != (recipe.data.source, recipe.data.arguments):
            return None
        if self._tried is not None:
            try:
                recipe = recipe.with_values({"data.augment": self._tried})
            except TrainerError:
                return None
        return recipe if recipe.data.augment else None

    @Slot()
    def _refresh(self) -> None:
        self._tried = None
        self.setVisible(self._wanted is not None)
        self._ask()

    @Slot(object)
    def _try(self, value: list[dict[str, Any]]) -> None:
        self._tried = value
        self._ask()

    @Slot(object)
    def _take_prepared(self, event: Prepared) -> None:
        self._shown = None
        self._refresh()

    @Slot()
    def _draw_again(self) -> None:
        self.draw += 1
        self._ask()

    def _ask(self) -> None:
        """Ask for what is wanted, unless it is there, or the answer to another question is still to come."""
        recipe = self._wanted
        if recipe is None or self._asked is not None or not self.isVisible() or self._shown == (recipe, self.draw):
            return
        prepared = self._session.preparation
        assert prepared is not None
        indices = tuple(range(min(PICTURES, prepared.data.training)))
        self._asked = PreviewAugmentation(recipe, indices, self.draw)
        self._shown = (recipe, self.draw)
        self._session.post(self._asked)

    @Slot(object)
    def _take(self, event: AugmentationPreviewed) -> None:
        if self._asked is None or event.answers != self._asked.id:
            return
        self._asked = None
        self.problem.setText("" if event.problem is None else words(event.problem))
        self.problem.setVisible(event.problem is not None)
        self.pairs.setVisible(event.problem is None)
        if event.problem is None:
            self.pairs.show_pairs([to_image(each) for each in event.before], [to_image(each) for each in event.after])
        self._ask()

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        if self._asked is not None and event.answers == self._asked.id:
            self._asked = self._shown = None
