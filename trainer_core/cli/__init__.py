"""The engine's command line: ``trainer``, the same as ``python -m trainer_core``."""
