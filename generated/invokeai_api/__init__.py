"""Bindings to InvokeAI's HTTP API, generated from its OpenAPI document; never edited by hand.

Three modules are public, to send any request with `client.raw.send`::

    from invokeai_api import api

    board = await client.raw.send(api.boards.get_board(board_id="…"))  # a BoardDTO

- `invokeai_api.api`: one function for each operation, which builds its request.
- `invokeai_api.bodies`: the types of request bodies.
- `invokeai_api.models`: the classes of answers.

They follow the server's API: another release of the server can change them. Importing this package imports none of
them.
"""
