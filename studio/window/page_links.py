"""Connects the pages beside Train with the window, once they are built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.window.actions import Do

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow


def link_pages(window: MainWindow) -> None:
    """Connect the pages of ``window`` with its flows, actions and tool bar."""
    # Imported with the pages themselves, which take longer to import than the rest of the window.
    from studio.flows.compare import CompareFlow

    data, model, inside = window.pages.data, window.pages.model, window.pages.inside
    window.undo.follow(window.pages.runs.undo_stack)
    comparing = CompareFlow(inside.compare, window.background, window.trust, window)
    comparing.notice.connect(window.notices.show)
    model.trust_asked.connect(window.ask_trust)
    data.open_asked.connect(window.own_data.open_file)
    data.folder_asked.connect(window.own_data.open_folder)
    data.again_asked.connect(window.own_data.read_again)
    data.continue_asked.connect(window.continuing.ask_present)
    data.start_asked.connect(window.flows.train_or_pause)
    inside.stands_still.connect(window.toolbar.dim_train)
    inside.begin_asked.connect(window.actions_by_key[Do.STEP_PHASE].trigger)
