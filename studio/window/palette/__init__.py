"""What the command palette of the window offers: one module for each kind."""
