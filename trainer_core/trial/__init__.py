"""A person's own code: trust in a file, and trying it in a process of its own before anything else runs it."""
