"""The check of the data before the first batch: what is wrong with it, and what a recipe could do about it."""
