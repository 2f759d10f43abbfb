"""The page of the model: what is trained, chosen among built-in networks or made by hand."""
