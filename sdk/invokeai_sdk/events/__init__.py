"""One socket, many streams: what the server sends while it works."""
