"""The form made from the recipe."""
