"""Small parts of a window that know nothing of training; each one works alone."""
