"""Finds anything by typing: a field over a ranked list, and the interface by which things get into it."""
