"""Reading files safely, writing them atomically, and locks."""
