"""Takes a run's numbers elsewhere: tables for other programs, event files for TensorBoard."""
