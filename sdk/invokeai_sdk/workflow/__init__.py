"""From a workflow's JSON to the graph and batch that the server runs; no I/O."""
