"""Before Train: what the run needs and takes, what is fastest here, and a learning rate, each measured on request."""
