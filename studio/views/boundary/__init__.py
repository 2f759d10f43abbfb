"""What a model with one or two inputs answers all over them."""
