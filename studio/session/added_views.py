"""The views that are added to the window's own: each a tab beside those that show what the model does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from studio.session.session import Session
from trainer_core.errors import N_, Message
from trainer_core.protocol.events import Logged
from trainer_core.registry import Registry

ViewBuilder = Callable[[Session], QWidget]
"""``build(session)``: a widget that listens to the session's signals, and words itself."""

views: Registry[ViewBuilder] = Registry("view")
"""The views by name, in the order of their tabs, which are called by their titles."""


def added_views(session: Session) -> Iterator[tuple[str, str, QWidget]]:
    """Build each view, with its title and what it is for; one that cannot be built is named in the log and left out."""
    for entry in views:
        try:
            yield entry.title, entry.summary, entry.build(session)
        except Exception as error:
            # The view is another package's, and the window does without it.
            text = N_("The view {name} is broken and was left out: {problem}.")
            problem = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
            session.logged.emit(Logged("warning", Message(text, {"name": entry.title, "problem": problem})))
