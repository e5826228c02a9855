"""What a value is: the fields a workflow's inputs hold, and what the server and the editor make of them."""
