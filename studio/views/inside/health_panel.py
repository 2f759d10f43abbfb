"""How each layer has fared over the batches of the run: a strip a layer, and in words what is wrong."""

from __future__ import annotations

import html
import math

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.look.theme import current_theme
from studio.session.session import Session
from studio.views.inside.health_words import captions, painted, sentences, titles, written
from studio.widgets.choice_field import ChoiceField
from studio.widgets.colour_scale import ColourScale
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.strips import Strip, Strips
from trainer_core.errors import Message
from trainer_core.history.layer_health import NAMES, NO_GRADIENT, LayerHealth, Measure
from trainer_core.inside.diagnosis import FEWEST, LayerFinding, diagnose, frozen, name_of

_EVERY_MS = 500


class HealthPanel(Retranslated, QWidget):
    """Follows the run that is under way, and shows that of the last run or of one that was opened.

    Signals:
        layer_chosen(str): a person has chosen the layer with this path.
    """

    layer_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("healthPanel")
        self._session = session
        self.findings: tuple[LayerFinding, ...] = ()
        self._seen: tuple[object, ...] = ()
        self._module = ""
        self._pages = QStackedWidget(self)
        self.empty = EmptyState("layers", "", "", self)
        self._content = QWidget(self)
        self.measure = ChoiceField(self._content)
        self.measure.setObjectName("healthMeasure")
        self.hover = ElidedLabel("", self._content)
        self.hover.setObjectName("healthValue")
        self.strips = Strips(self._content)
        self.strips.setObjectName("healthStrips")
        self.scale = ColourScale(self._content)
        self.span = QLabel(self._content)
        self.span.setObjectName("healthSpan")
        self.words = QLabel(self._content)
        self.words.setObjectName("healthWords")
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._arrange()
        self._timer.timeout.connect(self.refresh)
        self.measure.value_changed.connect(self._measure_chosen)
        self.strips.pointed.connect(self._point)
        self.strips.chosen.connect(self._choose)
        for told in (session.run_started, session.run_opened, session.state_changed):
            told.connect(self.refresh)
        current_theme().changed.connect(self._repaint)
        self.measure.set_value(NAMES[Measure.GRADIENT])
        self.retranslate()

    @property
    def health(self) -> LayerHealth | None:
        """What is shown; None where no run is known."""
        history = self._session.run.history
        return None if history is None else history.layer_health

    def set_module(self, name: str) -> None:
        """Make the strip of the module with this path the current one, or the first within it."""
        self._module = name
        self._show_current()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.measure.set_choices(NAMES, titles(), sentences())
        self.measure.setAccessibleName(self.tr("What to show for each layer"))
        self.strips.setAccessibleName(self.tr("Each layer over the batches of the run"))
        self._point(-1, -1)
        self._repaint()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def refresh(self, event: object = None) -> None:
        """Show what is new, if this is seen."""
        health = self.health
        state = (id(health), len(health), health.generation) if health is not None else (0,)
        if not self.isVisible() or (state == self._seen and health is not None and len(health)):
            return
        self._seen = state
        if health is None or not len(health):
            self._say_why_empty()
            return
        self._pages.setCurrentWidget(self._content)
        self.findings = diagnose(health)
        self._draw(health)
        self._tell(health)

    @Slot()
    def _repaint(self) -> None:
        self._seen = ()
        self.refresh()

    @Slot(object)
    def _measure_chosen(self, value: object) -> None:
        self._point(-1, -1)
        self._repaint()

    @property
    def _measured(self) -> Measure:
        return Measure(NAMES.index(self.measure.value))

    def _draw(self, health: LayerHealth) -> None:
        steps, values = health.read()
        layers, measure = health.layers, self._measured
        marked = {at for found in self.findings for at in found.layers}
        still = frozen(health)
        rows = [
            Strip(name_of(layer), self._written(values[-1, at, measure], still=bool(still[at])), at in marked)
            for at, layer in enumerate(layers)
        ]
        colours, there, ends = painted(measure, values[:, :, measure].T)
        self.strips.show_strips(rows, steps, colours, there)
        # What is left of the height is for the words.
        self._scroll.setMaximumHeight(self.strips.sizeHint().height())
        self.scale.set_words(titles()[measure], *ends)
        first, last = formats.count(int(steps[0]) + 1), formats.count(int(steps[-1]) + 1)
        self.span.setText(self.tr("Batches {first} to {last}").format(first=first, last=last))
        self._show_current()

    def _written(self, value: float, *, still: bool) -> str:
        if still and self._measured in (Measure.GRADIENT, Measure.UPDATE):
            return self.tr("frozen")
        return written(self._measured, float(value))

    def _tell(self, health: LayerHealth) -> None:
        muted = current_theme().tokens.muted
        if self.findings:
            parts = [
                f"<p style='margin:0 0 6px 0'><span style='font-weight:600'>{_escaped(found.message)}</span><br>"
                f"<span style='color:{muted}'>{_escaped(found.advice)}</span></p>"
                for found in self.findings
            ]
            self.words.setText("".join(parts))
        elif len(health) < FEWEST:
            self.words.setText(self.tr("A few more batches are needed to judge the layers."))
        else:
            layers = len(health.layers)
            self.words.setText(
                counted(layers, "Nothing stands out in the only layer.", "Nothing stands out in the {n:,} layers.")
            )

    def _say_why_empty(self) -> None:
        run = self._session.run
        sentence = self.tr(
            "While a run trains, a strip for each layer fills in here: its gradients, updates, activations, and "
            "dead or saturated units."
        )
        if run.started is not None and run.recipe is not None and not run.recipe.training.health:
            sentence = self.tr("This run does not measure its layers: “Layer health” is off in its recipe.")
        elif run.started is not None and not self._session.in_run:
            sentence = self.tr("This run did not measure the health of its layers.")
        self.empty.set_words(self.tr("Health over time"), sentence)
        self._pages.setCurrentWidget(self.empty)
        self.findings = ()

    @Slot(int, int)
    def _point(self, row: int, column: int) -> None:
        """Say what the pointer is on, or what the measure says."""
        health, measure = self.health, self._measured
        if health is None or not 0 <= row < len(health.layers) or not 0 <= column < len(health):
            self.hover.setText(captions()[measure])
            return
        steps, values = health.read()
        value = float(values[column, row, measure])
        said = written(measure, value)
        if measure is Measure.GRADIENT and value == NO_GRADIENT:
            said = self.tr("received no gradient")
        elif math.isnan(value):
            said = self.tr("not measured")
        text = self.tr("{layer}, batch {step}: {value}")
        step = formats.count(int(steps[column]) + 1)
        self.hover.setText(text.format(layer=name_of(health.layers[row]), step=step, value=said))

    @Slot(int)
    def _choose(self, row: int) -> None:
        health = self.health
        if health is not None and row < len(health.layers):
            self._module = health.layers[row].name
            self.layer_chosen.emit(self._module)

    def _show_current(self) -> None:
        health, name = self.health, self._module
        names = [layer.name for layer in health.layers] if health is not None else []
        inner = [at for at, each in enumerate(names) if name and (each == name or each.startswith(f"{name}."))]
        self.strips.set_current(inner[0] if inner else -1)
        if inner:
            rect = self.strips.row_rect(inner[0])
            self._scroll.ensureVisible(0, round(rect.center().y()), 0, round(rect.height()))

    def _arrange(self) -> None:
        for part in (self.measure, self.hover, self.span, self.words):
            fonts.use(part, "small")
        for muted in (self.hover, self.span):
            muted.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hover.setSizePolicy(self.scale.sizePolicy().horizontalPolicy(), self.hover.sizePolicy().verticalPolicy())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.measure)
        head.addWidget(self.hover, 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.span)
        foot.addWidget(self.scale, 1)
        self._scroll = _scroll(self.strips)
        self._scroll.setObjectName("healthScroll")
        spoken = _scroll(self.words)
        spoken.setObjectName("healthWordsScroll")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._scroll, 5)
        column.addLayout(foot)
        column.addWidget(spoken, 3)
        for page in (self.empty, self._content):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)


def _escaped(message: Message) -> str:
    return html.escape(words(message))


def _scroll(content: QWidget) -> ScrollColumn:
    area = ScrollColumn()
    area.setWidget(content)
    # A scroll area gives what it shows a ground of its own.
    for part in (content, area.viewport()):
        part.setAutoFillBackground(False)
    return area
