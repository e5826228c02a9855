"""From a server's OpenAPI document to `generated/invokeai_api`: `make regen [FROM=url|file]`, `make drift`.

The road, a module a step::

    fetch         a live server's /openapi.json, or a file  →  invokeai-openapi.json and spec.lock
    prepare       what the generator gets of it:
      overlay       what upstream's document gets wrong, corrected as data (overlay.yaml)
      transforms    what no document of this kind says well, corrected by rule; model_record is the largest
      compat        what older supported releases do not send (compat.toml, derived from specs/)
      prune         only what an endpoint or an event reaches
    generate      openapi-python-client, pinned, tidied by a pinned ruff
    catalogue     nodes.json and events.json
    drift         what changed between two servers (facts), what that breaks in the hand-written code (uses), and
                  whether the tree is what a regeneration gives

and from the SDK's asynchronous surface to its blocking one, `make mirror`::

    surface         the classes of the SDK's source
    mirrored        which of them, and of their members, have a blocking counterpart
    blocking_types  what their types and arguments are there
    mirror          writes `sdk/invokeai_sdk/sync`

Everything here is deterministic: the same bundled document gives the same bytes, whatever the hash seed.
"""
