"""Live plots of a run's numbers: from a history to arrays, from arrays to pixels, and out to files."""
