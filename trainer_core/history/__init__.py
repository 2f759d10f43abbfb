"""The numbers of a run: appended by one thread, read by any."""
