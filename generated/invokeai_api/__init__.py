"""Bindings to InvokeAI's HTTP API, generated from its OpenAPI document; never edited by hand.

`invokeai_api.api` has one function for each operation, which builds its request; `invokeai_api.bodies` has the types
of request bodies, `invokeai_api.models` the classes of answers. Importing this package imports none of them.
"""
