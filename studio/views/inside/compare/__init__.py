"""Two models side by side on the page Inside: which ones, their graphs, their weights, one example through both."""
