"""Beside the editor: whether the class can be trained, what it is called with, and what the dry run found."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.views.model.own_class.class_form import ClassForm
from studio.views.model.own_class.findings_list import FindingsList
from studio.views.model.own_class.forward_drawing import ForwardDrawing
from studio.widgets.button import Button
from studio.widgets.code_text import CodeText
from studio.widgets.fact_list import FactList
from studio.widgets.mark_label import MarkLabel
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.trial.facts import ModelFacts
from trainer_core.trial.report import Report, Severity

_PRINTED_LINES = 8


class Standing(StrEnum):
    """How it stands with the file."""

    UNTITLED = "untitled"
    EDITED = "edited"
    NOT_AGREED = "not agreed"
    UNUSED = "unused"
    GONE = "gone"
    TRYING = "trying"
    REFUSED = "refused"
    TRIED = "tried"


class TrialPanel(Retranslated, ScrollColumn):
    """A sentence with a button where there is something to do, the form, the findings, the facts, what was printed.

    Signals:
        act_asked(): the button below the sentence was pressed.
        line_asked(str, int): a person wants to see this line of this file.
    """

    act_asked = Signal()
    line_asked = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelTrial")
        self.standing = Standing.UNTITLED
        self._why = ""
        self._report: Report | None = None
        content = QWidget(self)
        content.setProperty("role", "clear")
        self._marks = {
            "right": MarkLabel("check", "right", content),
            "wrong": MarkLabel("cross", "wrong", content),
            "warning": MarkLabel("warning", "warning", content),
            "info": MarkLabel("info", "muted", content),
        }
        self.sentence = QLabel(content)
        self.sentence.setObjectName("modelTrialSentence")
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.sentence, "base", strong=True)
        self.act_button = Button("", "", content)
        self.act_button.setObjectName("modelTrialAct")
        self.act_button.set_primary(True)
        self.act_button.clicked.connect(self.act_asked)
        self.form = ClassForm(content)
        self.findings = FindingsList(content)
        self.findings.line_asked.connect(self.line_asked)
        self.forward = ForwardDrawing(content)
        self.facts = FactList(content)
        self.facts.setObjectName("modelTrialFacts")
        self.printed = CodeText("", content, lines=_PRINTED_LINES)
        self.printed.setObjectName("modelTrialPrinted")
        self._heads = {name: _head(content) for name in ("form", "findings", "forward", "facts", "printed")}
        self._arrange(content)
        self.retranslate()

    def show_standing(self, standing: Standing, why: str = "") -> None:
        """Say how it stands; ``why`` is the sentence of a refusal, or names what is gone."""
        self.standing, self._why = standing, why
        self._word_standing()

    def show_report(self, report: Report | None) -> None:
        """Show what a dry run found; None before there was one."""
        self._report = report
        self.findings.show_findings(*((report.findings, report.path.name) if report is not None else ((),)))
        self.printed.setPlainText(report.printed if report is not None else "")
        facts = report.facts if report is not None else {}
        self.forward.show_layers(ModelFacts.model_validate(facts).passed if facts else ())
        self._show_facts()
        self._show_heads()
        self._word_standing()

    def show_heads(self) -> None:
        """Follow the form: its heading is there while it has rows."""
        self._show_heads()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Dry run"))
        self._heads["form"].setText(self.tr("Called with"))
        self._heads["findings"].setText(self.tr("Found"))
        self._heads["forward"].setText(self.tr("Forward as far as it got"))
        self._heads["facts"].setText(self.tr("Measured"))
        self._heads["printed"].setText(self.tr("Printed"))
        self.printed.setAccessibleName(self.tr("Printed"))
        self._show_facts()
        self._word_standing()

    def _show_facts(self) -> None:
        self.facts.show_facts(self._facts())

    def _facts(self) -> Sequence[tuple[str, str]]:
        if self._report is None or not self._report.facts:
            return ()
        facts = ModelFacts.model_validate(self._report.facts)
        rows = [
            (self.tr("Class"), facts.class_name),
            (self.tr("Parameters"), formats.count(facts.parameters)),
        ]
        if facts.trainable != facts.parameters:
            rows.append((self.tr("Trained"), formats.count(facts.trainable)))
        if facts.output_shape:
            rows.append((self.tr("Output of an example"), formats.shape(facts.output_shape)))
        if facts.without_gradient:
            rows.append((self.tr("Without gradient"), ", ".join(facts.without_gradient)))
        return rows

    def _show_heads(self) -> None:
        shown = {
            "form": not self.form.isHidden(),
            "findings": bool(self.findings.sentences),
            "forward": self.forward.shows_something,
            "facts": bool(self._report is not None and self._report.facts),
            "printed": bool(self.printed.toPlainText()),
        }
        for name, head in self._heads.items():
            head.setVisible(shown[name])
        self.findings.setVisible(shown["findings"])
        self.forward.setVisible(shown["forward"])
        self.facts.setVisible(shown["facts"])
        self.printed.setVisible(shown["printed"])

    def _word_standing(self) -> None:
        sentence, mark, act = self._worded()
        self.sentence.setText(sentence)
        for name, each in self._marks.items():
            each.setVisible(name == mark)
        self.act_button.setText(act)
        self.act_button.setVisible(bool(act))

    def _worded(self) -> tuple[str, str, str]:
        """Sentence, mark, and the text of the button."""
        match self.standing:
            case Standing.UNTITLED:
                return self.tr("Save the file, and it is tried."), "info", self.tr("Save as…")
            case Standing.EDITED:
                return self.tr("There are unsaved changes. Saving tries them (Ctrl+S)."), "info", ""
            case Standing.NOT_AGREED:
                sentence = self.tr("Nothing of it runs until you agree: it is new here, or was changed elsewhere.")
                return sentence, "warning", self.tr("Run it…")
            case Standing.UNUSED:
                sentence = self.tr("The recipe trains another model.")
                return sentence, "info", self.tr("Train this class")
            case Standing.GONE:
                return self.tr("{name} is gone. Saving writes it again.").format(name=self._why), "warning", ""
            case Standing.TRYING:
                return self.tr("Trying it on a batch…"), "info", ""
            case Standing.REFUSED:
                return self._why, "wrong", ""
            case _:
                return *self._outcome(), ""

    def _outcome(self) -> tuple[str, str]:
        report = self._report
        if report is None:
            return "", ""
        if not report.usable:
            return self.tr("It cannot be trained yet."), "wrong"
        if any(each.severity is Severity.WARNING for each in report.findings):
            return self.tr("It can be trained. Look at the warnings first."), "warning"
        return self.tr("It can be trained."), "right"

    def _arrange(self, content: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for mark in self._marks.values():
            head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.sentence, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.act_button, 0, Qt.AlignmentFlag.AlignLeft)
        parts = {
            "findings": self.findings,
            "forward": self.forward,
            "form": self.form,
            "facts": self.facts,
            "printed": self.printed,
        }
        for name, part in parts.items():
            column.addWidget(self._heads[name])
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(content)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._show_heads()


def _head(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("role", "muted")
    label.setContentsMargins(0, 6, 0, 0)
    fonts.use(label, "small", strong=True)
    return label
