"""state_dicts in and out: files, checks, what fits, and looking inside."""
