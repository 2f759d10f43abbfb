"""Says what went to the trash and what came back, and lets a person take it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from studio.look.messages import counted
from studio.views.runs.run_changes import RunChanges, Thrown
from studio.widgets.banner import Banner
from studio.widgets.undo import UndoStack


class TrashNotices(QObject):
    """Tells what ``changes`` has moved to the trash or back, in ``banner``, whose button and ``undo_stack`` undo it.

    Signals:
        restored(object): a run is back in this folder, the first of those that came back together.
    """

    restored = Signal(object)

    def __init__(self, changes: RunChanges, banner: Banner, undo_stack: UndoStack, parent: QObject) -> None:
        super().__init__(parent)
        self._changes = changes
        self._banner = banner
        self._undo_stack = undo_stack
        banner.action_triggered.connect(banner.hide)
        banner.action_triggered.connect(undo_stack.undo)
        changes.thrown_away.connect(self._take_thrown)
        changes.thrown_again.connect(self._tell_thrown)
        changes.brought_back.connect(self._tell_restored)

    @Slot(object)
    def _take_thrown(self, thrown: Thrown) -> None:
        """Runs are in the trash: say so, and let Ctrl+Z and the notice's button bring them back together."""
        self._undo_stack.note(
            partial(self._words_of, "delete", thrown),
            partial(self._changes.bring_back, thrown),
            partial(self._changes.throw_again, thrown),
        )
        self._tell_thrown(thrown)

    @Slot(object)
    def _tell_thrown(self, thrown: Thrown) -> None:
        self._banner.show_notice(partial(self._words_of, "in the trash", thrown), "info", self.tr("Undo"))

    @Slot(object)
    def _tell_restored(self, thrown: Thrown) -> None:
        self._banner.show_notice(partial(self._words_of, "back", thrown))
        if thrown.places:
            self.restored.emit(next(iter(thrown.places)))

    def _words_of(self, what: str, thrown: Thrown) -> str:
        paths = list(thrown.places or thrown.names)
        name, count = thrown.names[paths[0]], len(paths)
        if count == 1:
            words = {
                "delete": self.tr("Delete “{name}”"),
                "in the trash": self.tr("“{name}” is in the trash."),
                "back": self.tr("Restored “{name}”."),
            }
            return words[what].format(name=name)
        if what == "delete":
            return counted(count, "Delete 1 run", "Delete {n:,} runs")
        if what == "back":
            return counted(count, "Restored 1 run.", "Restored {n:,} runs.")
        return counted(count, "1 run is in the trash.", "{n:,} runs are in the trash.")
