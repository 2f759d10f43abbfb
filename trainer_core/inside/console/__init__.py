"""The console: typed code at the point where the run stands, without an influence on the run unless it is kept."""
