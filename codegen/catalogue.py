"""The node catalogue, `nodes.json`, and the fields of socket events, `events.json`.

The catalogue is built by `invokeai_sdk.schema`, which also reads live servers' documents. Code generation may import
this layer of the SDK, because the layer imports nothing generated.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from codegen.spec import JSONObject, schemas
from invokeai_sdk.schema.catalogue import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def write_catalogue(document: JSONObject, package: Path, *, server_version: str) -> None:
    """Write `nodes.json` and `events.json` into the generated package.

    Args:
        document: the document as the server sent it.
        package: the folder of the generated package.
        server_version: the version of that server.
    """
    catalogue = Catalogue.from_openapi(document, server_version=server_version).to_json()
    (package / "nodes.json").write_text(_to_json_lines(catalogue), "utf-8")
    (package / "events.json").write_text(
        _to_json_lines({"server_version": server_version, "events": events(document)}), "utf-8"
    )


def events(document: JSONObject) -> JSONObject:
    """Return the fields of every socket event, by the name of the event on the wire."""
    return {
        wire_name(name): {"required": sorted(schema["required"]), "fields": sorted(schema["properties"])}
        for name, schema in sorted(schemas(document).items())
        if name.endswith("Event")
    }


def wire_name(schema_name: str) -> str:
    """Return the name of an event on the wire: `llm_task_progress` for `LLMTaskProgressEvent`."""
    return _WORD_START.sub("_", schema_name.removesuffix("Event")).lower()


def _to_json_lines(data: JSONObject) -> str:
    """Return compact JSON with one line for each entry of each table, so that diffs are small."""
    parts = []
    for name, value in data.items():
        if isinstance(value, dict):
            lines = ",\n".join(f"{json.dumps(key)}:{_compact(entry)}" for key, entry in value.items())
            parts.append(f"{json.dumps(name)}:{{\n{lines}\n}}")
        else:
            parts.append(f"{json.dumps(name)}:{_compact(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
