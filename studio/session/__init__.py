"""What the window knows of an engine, and the thread on which the engine runs."""
