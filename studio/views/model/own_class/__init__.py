"""A model that is a class in a Python file: written or opened here, tried, and trained."""
