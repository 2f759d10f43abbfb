"""How a model answers example by example: at every threshold, beside the truth, and where it is furthest off."""
