"""Data that comes with the program: real tables that ship inside scikit-learn, and points that are drawn."""
