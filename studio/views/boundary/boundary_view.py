"""A model with one or two inputs at work: the fitted curve, the decision boundary or the surface behind the points."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.metrics import number, title
from studio.look.theme import current_theme
from studio.session.map_feed import MapFeed
from studio.session.replay_commands import NOT_KEPT
from studio.session.session import Session
from studio.views.boundary.editing import Editing
from studio.views.boundary.points import Points
from studio.views.boundary.shading import edges, shaded
from studio.widgets.choice_field import ChoiceField
from studio.widgets.class_marks import SIGNS, class_colour, class_symbol, sign
from studio.widgets.colour_scale import ColourScale, coloured
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.focus import lead_to
from studio.widgets.fold_button import FoldButton
from studio.widgets.map_plot import MapPlot
from studio.widgets.unit_pictures import UnitPictures
from trainer_core.data import sources
from trainer_core.protocol.answer_map import AnswersMapped
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Prepared, Refused
from trainer_core.tasks import View, task_for, views_for
from trainer_core.tasks.metrics import errors

_SIDE = 14


class BoundaryView(Retranslated, QWidget):
    """What the model answers all over its inputs, with training and validation points, redrawn while it trains.

    For tests and for those who drive the view: ``mapped`` what is shown, ``feed`` the requests, ``plot``, ``points``,
    ``units`` the pictures of hidden units, ``units_button`` which unfolds them, ``layers`` which layer's.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boundaryView")
        self._session = session
        self.mapped: AnswersMapped | None = None
        self.feed = MapFeed(session, self)
        self.caption = ElidedLabel("", self)
        self.targets = ChoiceField(self)
        self.targets.setObjectName("boundaryTarget")
        self.legend = QLabel(self)
        self.legend.setObjectName("boundaryLegend")
        self.scale = ColourScale(self)
        self.plot = MapPlot(self)
        self.plot.setObjectName("boundaryPlot")
        self.points = Points(self.plot)
        self.editing = Editing(session)
        self.clicks = ChoiceField(self)
        self.clicks.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToContents)
        self.clicks.setObjectName("boundaryClicks")
        self.sentence = ElidedLabel("", self)
        self.sentence.setObjectName("boundarySentence")
        self.units_button = FoldButton("", self)
        self.units_button.setObjectName("boundaryUnits")
        self.layers = ChoiceField(self)
        self.layers.setObjectName("boundaryLayer")
        self.remark = QLabel(self)
        self.units = UnitPictures(self)
        self.units.setObjectName("boundaryUnitPictures")
        self.empty = EmptyState("curves", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self._connect(session)
        self.retranslate()
        if session.preparation is not None:
            self._take_preparation(session.preparation)

    def _arrange(self) -> None:
        for label in (self.caption, self.sentence, self.legend, self.remark):
            fonts.use(label, "small")
            label.setProperty("role", "muted")
        self.legend.setWordWrap(True)
        self.remark.setWordWrap(True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        for label in (self.caption, self.sentence):
            label.setSizePolicy(label.sizePolicy().Policy.Ignored, label.sizePolicy().Policy.Fixed)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(8)
        above.addWidget(self.caption, 1)
        above.addWidget(self.targets)
        above.addWidget(self.clicks)
        below.addWidget(self.units_button, 1)
        below.addWidget(self.layers)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addWidget(self.legend)
        layout.addWidget(self.scale)
        layout.addWidget(self.plot, 100)
        layout.addWidget(self.sentence)
        layout.addLayout(below)
        layout.addWidget(self.remark)
        layout.addWidget(self.units)
        layout.addStretch()
        for widget in (self.layers, self.remark, self.units):
            widget.hide()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, self.units_button)

    def _connect(self, session: Session) -> None:
        session.prepared.connect(self._take_preparation)
        for changed in (session.run_started, session.run_opened, session.run_ended, session.weights_loaded):
            changed.connect(self._refresh)
        session.refused.connect(self._take_refusal)
        self.feed.arrived.connect(self._take)
        self.units_button.toggled.connect(self._show_units)
        self.layers.value_changed.connect(self._choose_layer)
        self.targets.value_changed.connect(self._redraw)
        current_theme().changed.connect(self._redraw)
        self.plot.pressed.connect(self._press)
        session.state_changed.connect(self._offer_clicks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The plane is not drawn much higher than wide."""
        super().resizeEvent(event)
        self.plot.setMaximumHeight(max(self.plot.minimumHeight(), self.width()))

    @property
    def _classes(self) -> tuple[str, ...]:
        preparation = self._session.preparation
        return preparation.data.class_names if preparation and task_for(preparation.data.task).answers_classes else ()

    @property
    def _target(self) -> int:
        return max(0, self.targets.currentIndex())

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        views = views_for(event.data.task, event.data.input_shape)
        self.feed.shown = View.FIT in views or View.BOUNDARY in views
        self.feed.layer = ""
        self.mapped = None
        self.plot.use_one_scale(sources.are_in_plane(event.data.source))
        self._word_empty()
        if not self.feed.shown:
            self.pages.setCurrentIndex(0)
        names = () if self._classes else event.data.target_names
        self.targets.set_choices([str(place) for place in range(len(names))], names)
        self.targets.setVisible(len(names) > 1)
        if names:
            self.targets.set_value("0")
        self.feed.refresh()

    @Slot(object)
    def _refresh(self, event: object) -> None:
        self.feed.refresh()

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        """A layer that has no units to draw is not asked for again, and of a replay that kept no map none is shown."""
        if event.command != "MapAnswers":
            return
        if event.code == NOT_KEPT:
            self.mapped = None
            self._word_empty()
            self.pages.setCurrentIndex(0)
        elif self.feed.layer and event.code != "cancelled":
            self.feed.layer = ""
            self.units.hide()
            self.remark.setText(words(event.message))
            self.remark.show()

    @Slot(object)
    def _take(self, event: AnswersMapped) -> None:
        first, self.mapped = self.mapped is None, event
        self._draw(event, anew=first)
        if first:
            self.layers.set_choices([name for name, _ in event.layers], [title for _, title in event.layers])
            self.units_button.setVisible(bool(event.layers))
            self.pages.setCurrentIndex(1)
            self._word()
            self._show_units(self.units_button.isChecked())
        if event.units is not None and self.feed.layer == event.units.layer:
            self.remark.hide()
            self.units.show_units(event.units.values)
            self.units.show()

    @Slot()
    def _redraw(self) -> None:
        if self.mapped is not None:
            self._draw(self.mapped, anew=True)
            self._word()

    @Slot()
    def _offer_clicks(self) -> None:
        """Offer to add points where the data takes them; while none can be added the tool tip says why."""
        self.clicks.setVisible(self.editing.takes_points)
        self.clicks.setEnabled(self.editing.possible)
        tip = self.tr("What a click into the plot adds; the right button takes a point away")
        self.clicks.setToolTip(tip if self.editing.possible else self.tr("Points can be added once the run is over."))

    @Slot(float, float, bool)
    def _press(self, x: float, y: float, right: bool) -> None:
        """Add a point of the chosen kind, or with the right button take away the one that is there."""
        if self.mapped is None or not self.editing.possible:
            return
        if right:
            self.editing.remove(self.mapped, self.plot, x, y, len(self._classes))
        elif self.clicks.value:
            self.editing.add(x, y, int(self.clicks.value[1:]) if self._classes else None)

    def _draw(self, event: AnswersMapped, *, anew: bool) -> None:
        classes = len(self._classes)
        anew = self.points.show(event, classes=classes, target=self._target, anew=anew) or anew
        if anew:
            self.plot.show_range(*self.points.ranges)
        if len(event.axes) == 1:
            self._draw_curve(event, classes)
        else:
            self._draw_plane(event, classes)
        self._count(event, classes)

    def _draw_plane(self, event: AnswersMapped, classes: int) -> None:
        (across, up), tokens = event.axes, current_theme().tokens
        self.plot.show_curves(across.places, (), ())
        if classes:
            pixels = shaded(event.answered, tokens)
            self.plot.edge.setData(*edges(event.answered, across.places, up.places))
        else:
            pixels = coloured(event.answered[..., self._target], *self.points.values)
            self.plot.edge.setData([], [])
        self.plot.show_picture(pixels, across.places, up.places)

    def _draw_curve(self, event: AnswersMapped, classes: int) -> None:
        (axis,), tokens = event.axes, current_theme().tokens
        self.plot.show_picture(None, axis.places, axis.places)
        self.plot.edge.setData([], [])
        if classes == 2:
            shown, colours = [event.answered[:, 1]], [tokens.colour("text")]
        elif classes:
            shown = list(event.answered.T)
            colours = [class_colour(tokens, place) for place in range(classes)]
        else:
            shown, colours = [event.answered[:, self._target]], [tokens.colour("text")]
        self.plot.show_curves(axis.places, [values.astype(np.float64) for values in shown], colours)

    def _count(self, event: AnswersMapped, classes: int) -> None:
        """Say how well the points are answered."""
        told = {}
        for points in event.points:
            if classes:
                wrong = int((points.answered.argmax(axis=1) != points.truth).sum())
                told[points.split] = self.tr("{wrong} of {all} wrong").format(
                    wrong=formats.count(wrong), all=formats.count(len(points.truth))
                )
            else:
                found = errors.rmse(points.truth[:, self._target, None], points.answered[:, self._target, None])
                told[points.split] = f"{title('rmse')} {number('rmse', float(found[0]))}"
        names = {Split.TRAINING: self.tr("Training points"), Split.VALIDATION: self.tr("validation points")}
        self.sentence.setText(" · ".join(f"{names[split]}: {what}" for split, what in told.items()))
        self.plot.setAccessibleDescription(self.sentence.text())

    @Slot(bool)
    def _show_units(self, shown: bool) -> None:
        """Have the units drawn while they are unfolded, at first those of the last hidden layer."""
        layers = self.mapped.layers if self.mapped is not None else ()
        shown = shown and bool(layers)
        self.layers.setVisible(shown)
        if not shown:
            self.feed.layer = ""
            self.units.hide()
            self.remark.hide()
        else:
            if self.layers.value not in dict(layers):
                self.layers.set_value(layers[-1][0])
            self._choose_layer()

    @Slot()
    def _choose_layer(self) -> None:
        self.feed.layer = self.layers.value
        self.feed.refresh()

    def _word(self) -> None:
        """Word what belongs to the data: the axes, and what marks and colours mean."""
        event = self.mapped
        if event is None:
            return
        preparation, tokens = self._session.preparation, current_theme().tokens
        names = preparation.data.target_names if preparation is not None else ()
        value = names[self._target] if self._target < len(names) else self.tr("answer")
        if len(event.axes) == 2:
            up = event.axes[1].name
        elif len(self._classes) == 2:
            up = self.tr("probability of {name}").format(name=self._classes[1])
        else:
            up = self.tr("probability") if self._classes else value
        self.caption.setText(self.tr("{up} ↑ over {across} →").format(up=up, across=event.axes[0].name))
        signs = [
            sign(class_colour(tokens, place), SIGNS[class_symbol(place)], name)
            for place, name in enumerate(self._classes)
        ]
        if self._classes:
            signs.append(sign(tokens.colour("muted"), "○", self.tr("hollow: validation")))
            signs.append(sign(tokens.colour("wrong"), "✕", self.tr("wrong")))
        elif len(event.axes) == 1:
            signs.append(sign(tokens.colour("training"), "■", self.tr("training")))
            signs.append(sign(tokens.colour("validation"), "●", self.tr("validation")))
            signs.append(sign(tokens.colour("text"), "━", self.tr("the model")))
        self.legend.setText(" &nbsp; ".join(signs))
        self.legend.setVisible(bool(signs))
        keys = ["", *(f"+{place}" for place in range(max(1, len(self._classes))))]
        adding = [self.tr("Click: add {name}").format(name=name) for name in self._classes]
        self.clicks.set_choices(keys, [self.tr("Click: nothing"), *(adding or [self.tr("Click: add a point")])])
        self._offer_clicks()
        surface = len(event.axes) == 2 and not self._classes
        self.scale.setVisible(surface)
        if surface:
            low, high = (formats.number(float(f"{each:.3g}")) for each in self.points.values)
            self.scale.set_words(value, low, high)

    def _word_empty(self) -> None:
        """Say when there will be something to see."""
        when = self.tr("They appear here for data with one or two inputs, as soon as its model is built.")
        if self.feed.shown and self._session.replaying:
            when = self.tr("This run has no recording of them.")
        self.empty.set_words(self.tr("Answers all over the inputs"), when)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._word_empty()
        self.plot.setAccessibleName(self.tr("Answers all over the inputs"))
        self.targets.setAccessibleName(self.tr("Target"))
        self.targets.setToolTip(self.tr("Which of the numbers that the model answers with"))
        self.units_button.setText(self.tr("Hidden units"))
        self.units_button.setToolTip(
            self.tr("What single units answer all over the inputs: blue above zero, red under it")
        )
        self.clicks.setAccessibleName(self.tr("What a click does"))
        self.layers.setAccessibleName(self.tr("Layer"))
        self.layers.setToolTip(self.tr("Which layer's units to show; at most 32 of them"))
        self.units.setAccessibleName(self.tr("What each unit computes"))
        if self.mapped is not None:
            self._count(self.mapped, len(self._classes))
        self._word()
