"""The run library: every run below a folder, read from what the runs left on disk, without Qt."""
