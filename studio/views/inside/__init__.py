"""The running step looked into: its phases, tensors, graph and modules, and a console in which it stands still."""
