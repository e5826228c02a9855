"""Jobs on the server: submission exactly once, events until the end, and results."""
