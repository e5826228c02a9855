"""From a server's OpenAPI document to `generated/invokeai_api`: `python -m codegen`.

The road, one module a step::

    fetch       a live server's /openapi.json, or a file  →  invokeai-openapi.json + spec.lock
    overlay     what upstream's document gets wrong, as data (overlay.yaml)
    transforms  what no document of this kind says well, as rules
    compat      what older supported releases do not send (compat.toml)
    prune       only what an endpoint or an event reaches
    generate    openapi-python-client, pinned, formatted by a pinned ruff
    catalogue   nodes.json and events.json
    drift       what changed between two servers, and whether the tree is what a regeneration gives

Everything here is deterministic: the same bundled document gives the same bytes, whatever the hash seed.
"""
