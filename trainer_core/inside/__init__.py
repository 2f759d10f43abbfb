"""Looks into a training step that stands still: its operations, its tensors and its graph."""
