"""Training in stages: groups of parameters of any model, and what of it was loaded, is new, and is frozen."""
