"""The Weights page: inside a weights file, two files compared, loading by keys."""
