"""How everything looks and is worded: theme, fonts, icons, formats of numbers, language, settings."""
