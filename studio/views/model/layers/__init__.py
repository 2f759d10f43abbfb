"""A network stacked by hand: its list of layers, what each makes of the data, and the same as code."""
