"""The tab on which a model is tried on anything: a drawing, a row of values, files."""
