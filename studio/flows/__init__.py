"""Ask, then do: each flow asks what has to be asked and gives the session what was answered."""
