"""Looks inside files of weights without a model: what they hold, its statistics, how two of them differ."""
