"""The bar below the pages while a demo plays: progress, Back and Next, answers, and taking over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from studio.demos.player import Player, Playing
from studio.demos.script import in_language
from studio.look import fonts
from studio.look.i18n import Retranslated, language
from studio.look.messages import words
from studio.widgets.button import Button
from studio.widgets.icon_button import IconButton
from studio.window.presenter.speaker_window import SpeakerWindow
from trainer_core.errors import DemoError

_NEXT, _BACK = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
"""What the remotes of presenters send."""


class DemoBar(Retranslated, QFrame):
    """Shows ``player`` and passes on what is pressed; Page Down, Page Up and Escape do so from anywhere in the window.

    Signals:
        file_asked(str): a person wants to choose the file that the demo asks for, in a dialog with this title.
    """

    file_asked = Signal(str)

    def __init__(self, player: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("demoBar")
        self.setProperty("role", "footer")
        self._player = player
        self._problem: DemoError | None = None
        self.title = QLabel(self)
        self.title.setObjectName("demoTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        fonts.use(self.title, strong=True)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("demoProgress")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.answers: list[QPushButton] = []
        self._answers = QHBoxLayout()
        self.choose_button = QPushButton(self)
        self.choose_button.setObjectName("demoChoose")
        self.choose_button.clicked.connect(lambda: self.file_asked.emit(player.file_question))
        self.back_button = Button("", "", self)
        self.next_button = Button("", "", self)
        self.over_button = Button("", "", self)
        self.continue_button = Button("", "play", self)
        self.close_button = IconButton("close", "", self)
        named: tuple[tuple[str, QAbstractButton], ...] = (
            ("demoBack", self.back_button),
            ("demoNext", self.next_button),
            ("demoTakeOver", self.over_button),
            ("demoContinue", self.continue_button),
            ("demoClose", self.close_button),
        )
        for name, each in named:
            each.setObjectName(name)
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back_button.clicked.connect(player.back)
        self.next_button.clicked.connect(player.next)
        self.over_button.clicked.connect(player.hand_over)
        self.continue_button.clicked.connect(self._continue)
        self.close_button.clicked.connect(self.leave)
        player.changed.connect(self.refresh)
        player.failed.connect(self._show_problem)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._arrange()
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.back_button.setText(self.tr("Back"))
        self.back_button.setToolTip(self.tr("Go back to the previous stop (Page Up)"))
        self.choose_button.setText(self.tr("Choose…"))
        self.next_button.setText(self.tr("Next"))
        self.next_button.setToolTip(self.tr("Continue, or finish the current step at once (Page Down)"))
        self.over_button.setText(self.tr("Take over"))
        self.over_button.setToolTip(self.tr("Use the window yourself; Continue resumes the demo (Esc)"))
        self.continue_button.setText(self.tr("Continue the demo"))
        self.close_button.set_name(self.tr("End the demo"))
        self.progress.setAccessibleName(self.tr("Demo progress"))
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Follow the player."""
        player = self._player
        handed_over = player.playing is Playing.HANDED_OVER
        over = player.playing is Playing.OVER
        question = player.question
        if player.playing is Playing.STEP:
            self._problem = None
        self._make_answers(len(question.answers) if question is not None else 0)
        for number, button in enumerate(self.answers):
            shown = question is not None and number < len(question.answers)
            button.setVisible(shown)
            if question is not None and shown:
                button.setText(in_language(question.answers[number].say, language()))
        self.choose_button.setVisible(bool(player.file_question))
        self.back_button.setVisible(not handed_over)
        self.next_button.setVisible(not handed_over and (not over or player.following is not None))
        self.next_button.set_primary(question is None)
        self.over_button.setVisible(not handed_over and not over)
        self.continue_button.setVisible(handed_over)
        self.continue_button.set_primary(handed_over)
        step = player.step
        self.progress.setMaximum(len(player.script.steps))
        self.progress.setValue(self.progress.maximum() if over else step.number if step is not None else 0)
        self.title.setText(self._words())

    def _words(self) -> str:
        player = self._player
        if self._problem is not None:
            return words(self._problem.message)
        if player.question is not None:
            return in_language(player.question.question, language())
        if player.file_question:
            return player.file_question
        title = in_language(player.script.title, language())
        if player.playing is Playing.HANDED_OVER:
            return self.tr("{title}: the window is yours").format(title=title)
        if player.playing is Playing.OVER and player.following is not None:
            following = in_language(player.following.title, language())
            return self.tr("{title}: finished. Next: {following}").format(title=title, following=following)
        if player.playing is Playing.OVER:
            return self.tr("{title}: finished").format(title=title)
        if player.playing is Playing.RETURN:
            return self.tr("{title}: going back…").format(title=title)
        if player.is_completing:
            return self.tr("{title}: training to the end of this step…").format(title=title)
        return title

    def _make_answers(self, count: int) -> None:
        """Have at least so many buttons for answers."""
        for number in range(len(self.answers), count):
            button = QPushButton(self)
            button.setObjectName(f"demoAnswer_{number + 1}")
            button.clicked.connect(lambda _checked=False, chosen=number: self._player.answer(chosen))
            self._answers.addWidget(button)
            self.answers.append(button)

    @Slot()
    def leave(self) -> None:
        """End the demo and go."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._player.changed.disconnect(self.refresh)
        self._player.close()
        self.hide()
        self.deleteLater()

    @Slot()
    def _continue(self) -> None:
        self._problem = None
        self._player.take_up()

    @Slot(object)
    def _show_problem(self, error: DemoError) -> None:
        self._problem = error
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that lead a demo before anything else in the window does."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if event.type() not in kinds or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.modifiers() or event.key() not in self._keys_of(watched.window()):
            return False
        if event.type() == QEvent.Type.ShortcutOverride or event.isAutoRepeat():
            # A key that is held down is one press.
            event.accept()
            return True
        {
            int(_NEXT): self._player.next,
            int(_BACK): self._player.back,
            int(Qt.Key.Key_Escape): self._player.hand_over,
        }[event.key()]()
        return True

    def _keys_of(self, window: QWidget) -> tuple[Qt.Key, ...]:
        """The keys that lead the demo in a window: a dialog that the demo has opened keeps Escape, any other all."""
        if self._player.playing is Playing.HANDED_OVER:
            return ()
        if window is self.window() or isinstance(window, SpeakerWindow):
            return (_NEXT, _BACK, Qt.Key.Key_Escape)
        return (_NEXT, _BACK) if self._player.has_dialog and not isinstance(window, QFileDialog) else ()

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.title, 1)
        self.progress.setFixedWidth(fonts.scaled(120))
        self._answers.setSpacing(8)
        layout.addLayout(self._answers)
        parts: tuple[QWidget, ...] = (self.choose_button, self.progress, self.back_button, self.next_button)
        for part in (*parts, self.over_button, self.continue_button, self.close_button):
            layout.addWidget(part)
