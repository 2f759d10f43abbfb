"""The parts of the run library's page: its table, its filters, the details of a run, a comparison of several."""
