"""Bindings to InvokeAI's HTTP API, generated from its OpenAPI document; never edited by hand.

Importing this package imports nothing: each endpoint (`invokeai_api.api.<tag>.<operation>`) and each model
(`invokeai_api.models`) loads when it is first used.
"""
