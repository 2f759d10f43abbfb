"""Demos: playing and recording scripted ones, acting in the window as a person does, and the run of ``--demo``."""
