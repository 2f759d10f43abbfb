"""The parts of the page that looks inside weights files."""
