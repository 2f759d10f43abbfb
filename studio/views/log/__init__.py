"""The log: everything that happened, in sentences."""
