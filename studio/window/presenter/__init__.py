"""Presenter mode: the window for an audience, and a second one for the speaker."""
