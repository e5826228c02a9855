"""Images and videos on the server: handles, uploads and downloads."""
