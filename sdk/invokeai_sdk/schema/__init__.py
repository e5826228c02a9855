"""What a node is: field types, node templates and the catalogue of them."""
