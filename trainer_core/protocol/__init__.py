"""Everything that passes between an engine and whoever drives it: commands, events, reports."""
