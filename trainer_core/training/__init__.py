"""Assembling the parts of a run, the loop in five phases, and the run itself."""
