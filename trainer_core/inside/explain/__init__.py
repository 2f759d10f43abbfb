"""Why a model decided so: what of an input speaks for an answer, and which examples move a unit."""
