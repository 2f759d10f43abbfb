"""Predictions for test examples, beside the truth."""
