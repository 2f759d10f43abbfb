"""The bar above the pages while a run is replayed: play and pause, position, speed, weights, export, close."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QActionGroup, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSlider, QStyle, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated, language
from studio.session.replay_player import IN_THIRTY_SECONDS, SPEEDS, ReplayPlayer
from studio.session.session import Session
from studio.session.time_left import place
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.focus import lead_to
from studio.widgets.icon_button import IconButton
from studio.widgets.menu_button import MenuButton
from studio.widgets.pill import Pill
from studio.widgets.segmented import Segmented
from trainer_core.history.timeline import AXES

_SIDE, _GAP = 14, 8
_SEEK_MS = 40
"""While the slider is dragged the run is shown anew so often at most."""
_TENTHS = 10


class ReplayBar(Retranslated, QFrame):
    """Hidden while no replay is on.

    Signals:
        close_asked(): the replay is to be closed.
        export_asked(str): the run is wanted as ``"html"``, ``"gif"`` or ``"webp"``.
        inspect_asked(object): the weights' file at this path is to be looked into.
        compare_asked(object): the weights' file at this path is to be held against the last ones.
        load_asked(object): the weights' file at this path is to be brought back into a model.
    """

    close_asked = Signal()
    export_asked = Signal(str)
    inspect_asked = Signal(object)
    compare_asked = Signal(object)
    load_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("replayBar")
        self.setProperty("role", "replay")
        self._session = session
        self._wanted: int | None = None
        self.badge = Pill("", "live", self)
        self.play_button = IconButton("play", "", self, side=20)
        self.slider = _Slider(self)
        self.title = ElidedLabel("", self)
        self.where = ElidedLabel("", self)
        self.axis = Segmented([(axis, "") for axis in AXES], self)
        self.speed_button = MenuButton("", "", self)
        self.weights_button = MenuButton("", "layers", self)
        self.export_button = MenuButton("", "export", self)
        self.close_button = IconButton("close", "", self)
        self._seeking = QTimer(self, singleShot=True, interval=_SEEK_MS)
        self._seeking.timeout.connect(self._seek)
        self._arrange()
        self._connect()
        self.retranslate()
        self.hide()

    @property
    def _player(self) -> ReplayPlayer | None:
        return self._session.replay

    def _connect(self) -> None:
        self._session.replays.changed.connect(self._turn)
        self.play_button.clicked.connect(self._play_or_pause)
        self.slider.valueChanged.connect(self._slide)
        self.axis.changed.connect(self._set_axis)
        self.close_button.clicked.connect(self.close_asked)

    @Slot()
    def _turn(self) -> None:
        """Show the replay that is on, or nothing."""
        player = self._player
        if player is not None:
            player.moved.connect(self._show_place)
            self._fill_weights()
            self._set_axis(self.axis.value)
            self.retranslate()
        self.setVisible(player is not None)

    @Slot()
    def _play_or_pause(self) -> None:
        if self._player is not None:
            self._player.play_or_pause()

    @Slot(str)
    def _set_axis(self, axis: str) -> None:
        """Let the slider go by batches, whole epochs or seconds of training."""
        player = self._player
        if player is None:
            return
        last = {
            "batch": player.total,
            "epoch": len(player.replay.history.epochs),
            "seconds": math.ceil(player.seconds * _TENTHS),
        }[axis]
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(1, last))
        self.slider.setPageStep(max(1, last // 10))
        self.slider.setSingleStep(max(1, last // 100) if axis != "epoch" else 1)
        self.slider.blockSignals(False)
        self._show_place()

    def _rows_at(self, value: int) -> int:
        """How many batches were trained where the slider stands."""
        player = self._player
        assert player is not None
        if value >= self.slider.maximum():
            return player.total
        match self.axis.value:
            case "batch":
                return value
            case "epoch":
                return player.replay.history.epochs[value - 1].step if value else 0
        return player.replay.step_at_second(value / _TENTHS)

    def _value_now(self) -> int:
        player = self._player
        assert player is not None
        if player.rows >= player.total:
            return self.slider.maximum()
        match self.axis.value:
            case "batch":
                return player.rows
            case "epoch":
                return sum(row.step <= player.rows for row in player.replay.history.epochs)
        return round(player.place * _TENTHS)

    @Slot(int)
    def _slide(self, value: int) -> None:
        """A person has moved the slider."""
        if self._player is not None:
            self._wanted = self._rows_at(value)
            if not self._seeking.isActive():
                self._seeking.start()

    @Slot()
    def _seek(self) -> None:
        player, wanted = self._player, self._wanted
        self._wanted = None
        if player is not None and wanted is not None:
            player.seek(wanted)

    @Slot()
    def _show_place(self) -> None:
        player = self._player
        if player is None:
            return
        if self._wanted is None and not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(self._value_now())
            self.slider.blockSignals(False)
        self._word_place(player)
        self._word_play(player)
        self._word_weights(player)

    # Words

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Replay"))
        self.badge.setText(self.tr("Replay"))
        self.badge.setToolTip(self.tr("A past run, shown as it went. Nothing is computed or changed."))
        self.slider.setAccessibleName(self.tr("Position in the run"))
        self.slider.setToolTip(self.tr("Go to any point in the run"))
        self.axis.set_labels({"batch": self.tr("batch"), "epoch": self.tr("epoch"), "seconds": self.tr("seconds")})
        self.axis.setAccessibleName(self.tr("Unit of the slider"))
        self.axis.setToolTip(self.tr("Move the slider by batches, epochs or seconds of training"))
        self.speed_button.setToolTip(self.tr("Playback speed"))
        self.weights_button.setToolTip(
            self.tr("The weights that the run kept for this epoch. The Try tab uses them too.")
        )
        self.export_button.setProperty("fullText", self.tr("Export"))
        self.export_button.setToolTip(self.tr("Save the replay as a web page or an animation"))
        self.export_button.setAccessibleName(self.tr("Export"))
        self.close_button.set_name(self.tr("Close the replay"))
        self._fill_speeds()
        self._fill_export()
        player = self._player
        if player is not None:
            self.title.setText(player.replay.recipe.title(language()))
            self._fill_weights()
            self._show_place()
        self._fit()

    def _word_place(self, player: ReplayPlayer) -> None:
        recipe, history = player.replay.recipe, player.shown
        epoch, batch = place(history, max(1, player.replay.batches_per_epoch))
        self.where.setText(
            self.tr("epoch {epoch} of {epochs} · batch {batch} of {batches} · {time} of {whole}").format(
                epoch=formats.count(epoch),
                epochs=formats.count(max(recipe.training.epochs, epoch)),
                batch=formats.count(batch),
                batches=formats.count(player.replay.batches_per_epoch),
                time=formats.duration(player.place),
                whole=formats.duration(player.seconds),
            )
        )

    def _word_play(self, player: ReplayPlayer) -> None:
        words = self.tr("Pause") if player.playing else self.tr("Play")
        if player.ended:
            words = self.tr("Play from the beginning")
        if words != self.play_button.accessibleName():
            self.play_button.set_name(words)
            self.play_button.set_icon_name("pause" if player.playing else "again" if player.ended else "play")

    def _word_weights(self, player: ReplayPlayer) -> None:
        kept = player.weights
        text = "" if kept is None else self.tr("Epoch {epoch}").format(epoch=kept.epoch)
        if text != self.weights_button.property("fullText"):
            self.weights_button.setProperty("fullText", text)
            self.weights_button.setAccessibleName(
                self.tr("Weights of epoch {epoch}").format(epoch=kept.epoch if kept else 0)
            )
            self._fit()

    def _speed_words(self, speed: int) -> str:
        if speed == IN_THIRTY_SECONDS:
            return self.tr("in 30 seconds")
        return self.tr("real time") if speed == 1 else f"×{formats.count(speed)}"

    def _fill_speeds(self) -> None:
        menu = self.speed_button.menu()
        menu.clear()
        group = QActionGroup(menu)
        player = self._player
        for speed in (IN_THIRTY_SECONDS, *SPEEDS):
            action = _added(menu, self._speed_words(speed), f"replaySpeed_{speed}", partial(self._set_speed, speed))
            action.setCheckable(True)
            action.setChecked(player is not None and player.speed == speed)
            group.addAction(action)
        if player is not None:
            self.speed_button.setText(self._speed_words(player.speed))
            self.speed_button.setAccessibleName(self.tr("Speed: {speed}").format(speed=self._speed_words(player.speed)))

    def _set_speed(self, speed: int) -> None:
        if self._player is not None:
            self._player.set_speed(speed)
            self.speed_button.setText(self._speed_words(speed))
            self._fit()

    def _fill_export(self) -> None:
        menu = self.export_button.menu()
        menu.clear()
        for kind, text in (
            ("html", self.tr("Web page (HTML)…")),
            ("gif", self.tr("Animation (GIF)…")),
            ("webp", self.tr("Animation (WebP)…")),
        ):
            _added(menu, text, f"replayExport_{kind}", partial(self.export_asked.emit, kind))

    def _fill_weights(self) -> None:
        menu = self.weights_button.menu()
        menu.clear()
        for name, text, signal in (
            ("Inspect", self.tr("Inspect the weights"), self.inspect_asked),
            ("Compare", self.tr("Compare with the last weights"), self.compare_asked),
            ("Load", self.tr("Close the replay and load this model…"), self.load_asked),
        ):
            _added(menu, text, f"replay{name}Action", partial(self._ask_of_weights, signal))

    def _ask_of_weights(self, signal: SignalInstance) -> None:
        kept = self._player.weights if self._player is not None else None
        if kept is not None:
            signal.emit(kept.path)

    # Room

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Where the window is narrow, words whose icons say enough give way, and then the choice of the axis."""
        player = self._player
        self.weights_button.setVisible(player is not None and player.weights is not None)
        self.axis.setVisible(True)
        self.title.setVisible(True)
        for button in (self.weights_button, self.export_button):
            button.setText(button.property("fullText") or "")
        gives_way = [
            partial(self.export_button.setText, ""),
            partial(self.weights_button.setText, ""),
            partial(self.axis.setVisible, False),
            partial(self.title.setVisible, False),
        ]
        while gives_way and self._needed() > self.width():
            gives_way.pop(0)()

    def _needed(self) -> int:
        fixed = (
            self.badge, self.play_button, self.axis, self.speed_button, self.weights_button, self.export_button,
            self.close_button,
        )  # fmt: skip
        shown = [widget.sizeHint().width() for widget in fixed if not widget.isHidden()]
        middle = 430 if not self.title.isHidden() else 280
        return sum(shown) + fonts.scaled(middle) + _GAP * len(shown) + 2 * _SIDE

    def _arrange(self) -> None:
        names = {
            "replayBadge": self.badge,
            "replayPlay": self.play_button,
            "replaySlider": self.slider,
            "replayPlace": self.where,
            "replayTitle": self.title,
            "replayAxis": self.axis,
            "replaySpeed": self.speed_button,
            "replayWeights": self.weights_button,
            "replayExport": self.export_button,
            "replayClose": self.close_button,
        }
        for name, widget in names.items():
            widget.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        fonts.use(self.title, "small", strong=True)
        fonts.use(self.where, "small")
        self.where.setProperty("role", "muted")
        self.title.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = QHBoxLayout()
        words.setSpacing(_GAP)
        words.addWidget(self.where, 3)
        words.addWidget(self.title, 2)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.slider)
        middle.addLayout(words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, 4, _SIDE, 4)
        layout.setSpacing(_GAP)
        layout.addWidget(self.badge)
        layout.addWidget(self.play_button)
        layout.addLayout(middle, 1)
        for widget in (self.axis, self.speed_button, self.weights_button, self.export_button, self.close_button):
            layout.addWidget(widget)
        lead_to(self, self.play_button)


class _Slider(QSlider):
    """Goes to where it is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
            at, span = round(event.position().x()) - handle // 2, max(1, self.width() - handle)
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, span))
        super().mousePressEvent(event)


def _added(menu: QWidget, text: str, name: str, do: Callable[[], object]) -> QAction:
    action = QAction(text, menu)
    action.setObjectName(name)
    action.triggered.connect(lambda _checked=False: do())
    menu.addAction(action)
    return action
