"""Functions that build the requests of the API, one module for each tag of the server's routes."""
