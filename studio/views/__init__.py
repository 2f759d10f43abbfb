"""The parts of the window that show a run: one file a view, each given a session, none importing another."""
