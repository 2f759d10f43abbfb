"""Demos: scripted ones that are played from a file, what a person does in the window, and the one run of ``--demo``."""
