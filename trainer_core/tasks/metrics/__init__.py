"""What answers are measured by, in NumPy: each metric's name, title and form, and how all of a task's are computed."""
