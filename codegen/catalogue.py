"""Write what the SDK knows without a server: `nodes.json`, the node catalogue, and `events.json`, the socket's events.

The catalogue is built by `invokeai_sdk.schema`, the same code that reads a live server's document: the one floor of the
SDK that may be imported here, because it imports nothing that is generated.
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
        document: the document as the server gave it.
        package: the folder of the generated package.
        server_version: the version of that server.
    """
    catalogue = Catalogue.from_openapi(document, server_version=server_version).to_json()
    (package / "nodes.json").write_text(_by_line(catalogue), "utf-8")
    (package / "events.json").write_text(
        _by_line({"server_version": server_version, "events": events(document)}), "utf-8"
    )


def events(document: JSONObject) -> JSONObject:
    """Return the fields of every event of the socket, by the event's name on the wire."""
    return {
        wire_name(name): {"required": sorted(schema["required"]), "fields": sorted(schema["properties"])}
        for name, schema in sorted(schemas(document).items())
        if name.endswith("Event")
    }


def wire_name(schema_name: str) -> str:
    """Return the name an event has on the wire: `LLMTaskProgressEvent` is `llm_task_progress`."""
    return _WORD_START.sub("_", schema_name.removesuffix("Event")).lower()


def _by_line(data: JSONObject) -> str:
    """Write JSON compactly, with a line for each entry of each table: a change of one node is a change of one line."""
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
