"""What the data is, and what is wrong with it."""
