"""Jobs on the server: submitted exactly once, watched to their one true end, and their results."""
