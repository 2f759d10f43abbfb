"""The actor that takes commands, runs the loop and sends events."""
