"""The Runs page: every run, its details, comparison, overlays and the trash."""
