"""From a person's data to a recipe that trains on it: what it is, and which settings suit it."""
