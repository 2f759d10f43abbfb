"""A run's folder: writing it, reading it back, snapshots."""
