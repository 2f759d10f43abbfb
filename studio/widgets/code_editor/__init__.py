"""An editor for Python source: colours, line numbers, marks on lines, completion, find and replace."""
