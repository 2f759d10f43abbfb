"""Tables: reading files of any kind, what their columns are, and their encoding as numbers that a model takes."""
