"""A graph of boxes and arrows, laid out by layers, that can be searched, followed, zoomed, lit up and saved."""
