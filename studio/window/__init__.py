"""The main window: tool bar, pages and the table of actions."""
