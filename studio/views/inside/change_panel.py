"""The part Change of a module: silence it, scale it, add noise, set a weight, swap it, and see what that does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.look.numbers import NumberRules
from studio.session.session import Session
from studio.views.inside.change_result import ChangeResult
from studio.widgets.button import Button
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.number_field import NumberField
from studio.widgets.places_field import PlacesField
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.segmented import Segmented
from trainer_core.protocol.console import KeepChanges, UndoChanges
from trainer_core.protocol.events import Prepared, Refused, State
from trainer_core.protocol.interventions import (
    AddNoise,
    DescribeLayer,
    Intervene,
    Intervened,
    LayerDescribed,
    Scale,
    SetWeight,
    Silence,
    SwapLayer,
)

_GAP, _SIDE = 8, 8
_NUMBER, _WIDE = 62, 84


class ChangePanel(Retranslated, QWidget):
    """What can be done to the module that is chosen, over what it does. ``shown`` is its `LayerDescribed`, or None.

    Signals:
        swap_asked(): a person wants to choose the weights file whose layer is put in; see `swap_from`.
        module_asked(str): a person wants to see the module at this path.
    """

    swap_asked = Signal()
    module_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changePanel")
        self._session = session
        self.module = ""
        self.shown: LayerDescribed | None = None
        self._asked = 0
        self._awaited: set[int] = set()
        """The ids of the changes that were asked for here, and are not answered."""
        self._told: object = None
        """The newest answer to one: `Intervened`, or `Refused`."""
        self.title = ElidedLabel("", self)
        self.title.setObjectName("changeTitle")
        self.reason = QLabel(self)
        self.reason.setObjectName("changeReason")
        self.feeder_button = Button("", "", self)
        self.feeder_button.setObjectName("changeFeederButton")
        self.scope = Segmented([("layer", ""), ("units", "")], self)
        self.scope.setObjectName("changeScope")
        self.units = PlacesField(self)
        self.units.setObjectName("changeUnits")
        self.silence_button = self._button("changeSilenceButton")
        self.scale_button = self._button("changeScaleButton")
        self.factor = self._field("changeFactor", NumberField(0.5, NumberRules(step=0.1), "", self))
        self.noise_button = self._button("changeNoiseButton")
        rules = NumberRules(minimum=0, open_minimum=True, maximum=100_000, step=5)
        self.amount = self._field("changeNoise", NumberField(10, rules, "%", self))
        rules = NumberRules(whole=True, minimum=0, maximum=2**31)
        self.seed = self._field("changeSeed", NumberField(0, rules, "", self))
        self.set_button = self._button("changeSetButton")
        self.parameter = ChoiceField(self)
        self.parameter.setObjectName("changeParameter")
        self.index = PlacesField(self, spans=False)
        self.index.setObjectName("changeIndex")
        self._equals = QLabel("=", self)
        self.value = self._field("changeValue", NumberField(0, NumberRules(step=0.1), "", self))
        self.swap_button = self._button("changeSwapButton")
        self.said = QLabel(self)
        self.said.setObjectName("changeSaid")
        self.result = ChangeResult(session, self)
        self.offered = QWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()

    def set_module(self, path: str) -> None:
        """Change the module at ``path`` from now on; empty: the whole model."""
        if path != self.module or self.shown is None:
            self._scroll.verticalScrollBar().setValue(0)
            self.module, self.shown, self._told = path, None, None
            self._ask()
            self._word()

    def swap_from(self, path: Path) -> None:
        """Put the layer of the same name in the weights file at ``path`` in the module's place."""
        self._post(SwapLayer(self.module, path))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.scope.set_labels({"layer": self.tr("Whole layer"), "units": self.tr("Units")})
        self.scope.setAccessibleName(self.tr("What to change"))
        self.silence_button.setText(self.tr("Silence"))
        self.silence_button.setToolTip(
            self.tr(
                "Set its weights and bias to zero, so that it gives the same output for every example; "
                "training may bring it back"
            )
        )
        self.scale_button.setText(self.tr("Scale by"))
        self.scale_button.setToolTip(self.tr("Multiply weights and bias by this number"))
        self.factor.setAccessibleName(self.tr("Factor"))
        self.noise_button.setText(self.tr("Add noise"))
        self.noise_button.setToolTip(
            self.tr("Add Gaussian noise to the weights; its standard deviation is this share of theirs")
        )
        self.amount.setAccessibleName(self.tr("Noise, as a percentage of the weights' standard deviation"))
        self.seed.setAccessibleName(self.tr("Seed of the noise"))
        self.seed.set_suffix(self.tr("seed"))
        self.seed.setToolTip(self.tr("The same seed gives the same noise"))
        self.set_button.setText(self.tr("Set weight"))
        self.set_button.setToolTip(self.tr("Give one weight this value"))
        self.parameter.setAccessibleName(self.tr("Parameter"))
        self.index.setAccessibleName(self.tr("Index in the parameter"))
        self.index.setToolTip(self.tr("The indices of the element, such as 3, 17"))
        self.value.setAccessibleName(self.tr("New value"))
        self.swap_button.setText(self.tr("Swap in…"))
        self.swap_button.setToolTip(self.tr("Replace it with the layer of the same name from another run's weights"))
        self._word()

    def _button(self, name: str) -> Button:
        button = Button("", "", self)
        button.setObjectName(name)
        fonts.use(button, "small")
        return button

    def _field(self, name: str, field: NumberField) -> NumberField:
        field.setObjectName(name)
        field.setFixedWidth(fonts.scaled(_NUMBER))
        return field

    def _arrange(self) -> None:
        fonts.use(self.title, strong=True)
        fonts.use(self.said, "small")
        for label in (self.reason, self.said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "muted")
        self.units.setFixedWidth(fonts.scaled(_WIDE))
        self.index.setFixedWidth(fonts.scaled(_WIDE))
        self.parameter.setMinimumWidth(fonts.scaled(_WIDE))
        flow = FlowLayout(self.offered, spacing=12, row_spacing=6)
        flow.setContentsMargins(0, 0, 0, 0)
        self._of_units = _side_by_side(self.offered, self.scope, self.units)
        flow.addWidget(self._of_units)
        for parts in (
            (self.silence_button,),
            (self.swap_button,),
            (self.scale_button, self.factor),
            (self.noise_button, self.amount, self.seed),
            (self.set_button, self.parameter, self.index, self._equals, self.value),
        ):
            flow.addWidget(_side_by_side(self.offered, *parts))
        inside = self._inside = QWidget(self)
        inside.setProperty("role", "panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        column.setSpacing(_GAP)
        for each in (self.title, self.reason, self.offered, self.said, self.result):
            column.addWidget(each)
        column.insertWidget(2, self.feeder_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll = ScrollColumn(self)
        self._scroll.setObjectName("changeScroll")
        self._scroll.setProperty("role", "panel")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def _connect(self) -> None:
        self.silence_button.clicked.connect(self._silence)
        self.scale_button.clicked.connect(self._scale)
        self.noise_button.clicked.connect(self._add_noise)
        self.set_button.clicked.connect(self._set)
        self.swap_button.clicked.connect(self.swap_asked)
        self.feeder_button.clicked.connect(self._show_feeder)
        self.scope.changed.connect(self._word)
        self.parameter.value_changed.connect(self._choose_parameter)
        self.result.bar.undo_asked.connect(self._undo)
        self.result.bar.keep_asked.connect(self._keep)
        self.result.answered.connect(self._bring_into_view)
        session = self._session
        session.layer_described.connect(self._take)
        session.intervened.connect(self._take_answer)
        session.refused.connect(self._take_answer)
        session.by_hand.changed.connect(self._word)
        session.state_changed.connect(self._word)
        session.follow(Prepared, self._begin, self)

    @Slot(object)
    def _begin(self, event: object) -> None:
        self.shown = self._told = None
        self._ask()

    def _ask(self) -> None:
        if self.shown is None and self.isVisible() and self._session.preparation is not None:
            command = DescribeLayer(self.module)
            self._asked = command.id
            self._session.post(command)

    @Slot(object)
    def _take(self, event: LayerDescribed) -> None:
        if event.answers != self._asked:
            return
        self.shown = event
        self.units.set_count(max(1, event.units))
        if not self.units.value:
            self.units.set_value((0,))
        names = [name for name, _ in event.parameters]
        self.parameter.set_choices(names, names)
        if self.parameter.value not in names and names:
            self.parameter.set_value(names[0])
        self._choose_parameter()
        self._word()

    @Slot(object)
    def _choose_parameter(self, value: object = None) -> None:
        """The first element of a parameter, unless what is typed is one of its places."""
        shape = self._shape
        self.index.set_count(max((1, *shape)))
        if len(self.index.value) != len(shape) or any(
            at >= size for at, size in zip(self.index.value, shape, strict=True)
        ):
            self.index.set_value((0,) * len(shape))

    @property
    def _shape(self) -> tuple[int, ...]:
        parameters = self.shown.parameters if self.shown is not None else ()
        return dict(parameters).get(self.parameter.value, ())

    @Slot()
    def _word(self, value: object = None) -> None:
        shown = self.shown
        known = shown is not None and shown.refusal is None
        self.reason.setVisible(shown is not None and shown.refusal is not None)
        feeder = "" if shown is None or shown.refusal is None else shown.refusal.facts.get("layer", "")
        self.feeder_button.setVisible(isinstance(feeder, str) and bool(feeder))
        self.offered.setVisible(known)
        self.said.setText(self._words_of_answer())
        self.said.setVisible(bool(self.said.text()))
        title = self.module or self.tr("whole model")
        if shown is None:
            self.title.setText(title)
            return
        if shown.refusal is not None:
            self.reason.setText(words(shown.refusal))
            self.feeder_button.setText(self.tr("Show {layer}").format(layer=feeder))
        self.title.setText(f"{title} · {shown.type}{self._words_of_units(shown)}")
        whole = not shown.units
        if whole:
            self.scope.set_value("layer")
        self._of_units.setVisible(not whole)
        self.units.setVisible(not whole and self.scope.value == "units")
        labels = {"units": self.tr("Channels") if shown.channels else self.tr("Units")}
        self.scope.set_labels({"layer": self.tr("Whole layer"), **labels})
        last = formats.count(max(0, shown.units - 1))
        self.units.setToolTip(self.tr("Which ones, such as 0, 3-5; numbered from 0 to {last}").format(last=last))
        self.units.setAccessibleName(labels["units"])
        for each in (self.set_button, self.parameter, self.index, self._equals, self.value):
            each.setVisible(bool(shown.parameters))
        able = self._session.state is not State.PREPARING
        for button in (self.silence_button, self.scale_button, self.noise_button, self.set_button, self.swap_button):
            button.setEnabled(able)

    def _words_of_units(self, shown: LayerDescribed) -> str:
        if not shown.units:
            return ""
        if shown.channels:
            return " · " + counted(shown.units, "1 channel", "{n:,} channels")
        return " · " + counted(shown.units, "1 unit", "{n:,} units")

    def _words_of_answer(self) -> str:
        match self._told:
            case Intervened():
                return " ".join(words(each) for each in (self._told.message, *self._told.notes))
            case Refused():
                return words(self._told.message)
        return ""

    @property
    def _chosen(self) -> tuple[int, ...]:
        return self.units.value if self.scope.value == "units" else ()

    def _committed(self, *fields: PlacesField | NumberField) -> bool:
        """Whether what stands in the fields can be taken; one that cannot says why."""
        taken = [field.commit() for field in fields if not field.isHidden()]
        return all(taken)

    @Slot()
    def _silence(self) -> None:
        if self._committed(self.units):
            self._post(Silence(self.module, self._chosen))

    @Slot()
    def _scale(self) -> None:
        if self._committed(self.units, self.factor):
            self._post(Scale(self.module, self._chosen, float(self.factor.value)))

    @Slot()
    def _add_noise(self) -> None:
        if self._committed(self.units, self.amount, self.seed):
            self._post(AddNoise(self.module, self._chosen, float(self.amount.value) / 100, int(self.seed.value)))

    @Slot()
    def _set(self) -> None:
        if self._committed(self.index, self.value):
            self._post(SetWeight(self.module, self.parameter.value, self.index.value, float(self.value.value)))

    def _post(self, command: Intervene) -> None:
        self._awaited.add(command.id)
        self._session.post(command)

    @Slot()
    def _undo(self) -> None:
        self._told = None
        self._session.post(UndoChanges())

    @Slot()
    def _keep(self) -> None:
        self._told = None
        self._session.post(KeepChanges())

    @Slot()
    def _bring_into_view(self) -> None:
        """Scroll as far as the metric and the first row of pictures, which is what a change is made for."""
        tiles, sentence = self.result.tiles, self.result.sentence
        shown, height = (tiles, tiles.height() // 2) if tiles.isVisible() else (sentence, sentence.height())
        end = shown.mapTo(self._inside, QPoint(0, height))
        self._scroll.ensureVisible(end.x(), end.y(), 0, _GAP)

    @Slot()
    def _show_feeder(self) -> None:
        if self.shown is not None and self.shown.refusal is not None:
            layer = str(self.shown.refusal.facts["layer"])
            self.set_module(layer)
            self.module_asked.emit(layer)

    @Slot(object)
    def _take_answer(self, event: Intervened | Refused) -> None:
        if event.answers in self._awaited:
            self._awaited.discard(event.answers)
            self._told = event
            self._word()


def _side_by_side(parent: QWidget, *parts: QWidget) -> QWidget:
    group = QWidget(parent)
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for part in parts:
        row.addWidget(part)
    return group
