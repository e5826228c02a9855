"""Node schema: field types, node templates, the catalogue of node templates, and the rules for connecting nodes."""
