"""The recipe: one immutable, validated description of a run."""
