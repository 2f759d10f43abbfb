"""Checks an installation part by part, each part in a process of its own, which may hang or crash."""
