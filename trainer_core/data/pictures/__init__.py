"""A folder of pictures as data: found, decoded once into a cache that all runs share, and mapped into memory."""
