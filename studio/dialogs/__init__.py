"""Questions and tables that wait for an answer: each gives back a plain value, and others act on it."""
