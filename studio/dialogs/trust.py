"""Asks before a Python file of a person's own is run for the first time, and again when it has changed."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question
from studio.look.messages import counted
from studio.widgets.code_editor.code_files import CodeFiles
from trainer_core.trial.trust import NeededTrust

_NAMED = 5
"""Modules beside the file that are named."""


class OnTrust(StrEnum):
    """Whether the file is run."""

    CANCEL = "cancel"
    RUN = "run"


class TrustDialog(Question[OnTrust]):
    """Run the file, which is shown, or not, which is what both Escape and Enter mean."""

    def __init__(self, needed: NeededTrust, parent: QWidget | None = None) -> None:
        super().__init__("trustDialog", OnTrust.CANCEL, OnTrust.CANCEL, parent)
        texts = {name: content.decode("utf-8", "replace") for name, content in needed.code.files.items()}
        self.files = CodeFiles(texts, self)
        self.show_below(self.files)
        self.set_words(
            self.tr("Run a Python file"),
            self.tr("Run {name}?").format(name=needed.path.name),
            self._explained(needed),
        )
        self.set_answers(
            [
                (OnTrust.CANCEL, "trustCancelButton", self.tr("Cancel"), self.tr("Run nothing of this file")),
                (
                    OnTrust.RUN,
                    "trustRunButton",
                    self.tr("Run it"),
                    self.tr("Agree to run this content of the file, now and later"),
                ),
            ]
        )

    def _explained(self, needed: NeededTrust) -> str:
        first = self.tr("It has not run here before: {path}.")
        changed = self.tr("It has changed since you agreed to run it: {path}.")
        words = [(changed if needed.changed else first).format(path=needed.path)]
        beside = needed.code.beside
        if beside:
            named = ", ".join([*beside[:_NAMED], *(["…"] if len(beside) > _NAMED else [])])
            words.append(
                counted(
                    len(beside),
                    "1 module beside it belongs to it ({names}).",
                    "{n:,} modules beside it belong to it ({names}).",
                    names=named,
                )
            )
        words.append(
            self.tr(
                "It is a program and can do whatever you can: read, change and delete files, and use the network. Run "
                "only what you have written or looked through. It is first tried in a process of its own, and you are "
                "asked again when it changes, unless you change it in the editor of this window: saving there agrees "
                "to what you typed."
            )
        )
        return " ".join(words)
