"""Code generation: the bindings from a server's OpenAPI document, and the blocking surface from the asynchronous one.

`make regen [FROM=url|file]` and `make drift`, one module for each step::

    fetch         gets the document from a live server or a file: invokeai-openapi.json and spec.lock
    prepare       makes the document suitable for the generator:
      overlay       corrects upstream's errors, as data (overlay.yaml)
      transforms    applies general rules; model_record has the largest
      compat        makes optional what older supported releases do not send (compat.toml, derived from specs/)
      prune         drops the schemas that no operation or event uses
    bodies        takes the request bodies out of the document and writes their types
    generate      runs openapi-python-client, pinned, with the templates in templates/, and a pinned ruff
    catalogue     writes nodes.json and events.json
    since         writes since.json: the first release that has each operation
    drift         reports what changed between two documents (facts) and the type errors in the hand-written code, and
                  checks that the tree is what a regeneration writes

`make mirror`::

    surface         reads the classes of the SDK from their source
    mirrored        selects the classes and members that have a blocking counterpart
    blocking_types  converts annotations and arguments
    mirror          writes `sdk/invokeai_sdk/sync`

The output is deterministic: the same document gives the same bytes, with any hash seed.
"""
