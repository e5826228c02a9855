"""The server's resources, one file each: thin, typed methods over the generated bindings."""
