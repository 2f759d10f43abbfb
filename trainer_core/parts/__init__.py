"""Parts that a recipe names: losses, optimizers, learning-rate schedules."""
