"""The built-in architectures on the page of the model."""
