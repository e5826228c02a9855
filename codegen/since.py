"""The first supported release that has each operation: `since.json`, derived from the documents in `specs/`."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING

from codegen.compat import older_specs
from codegen.spec import JSONObject, load, operation_name, operations
from codegen.transforms import clean_operation_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_since(document: JSONObject, package: Path, *, server_version: str) -> None:
    """Write `since.json` into the generated package.

    Args:
        document: the document as the server sent it.
        package: the folder of the generated package.
        server_version: the version of that server.
    """
    releases = {version: load(path) for version, path in older_specs().items()} | {server_version: document}
    text = json.dumps({"operations": derive_since(releases)}, indent=1, sort_keys=True)
    (package / "since.json").write_text(f"{text}\n", "utf-8")


def derive_since(releases: Mapping[str, JSONObject]) -> dict[str, str]:
    """Return the release from which on every release has a route, by operation.

    The operations of the oldest release are left out.

    Args:
        releases: the documents by release, oldest first.
    """
    *_, newest = releases.values()
    cleaned = deepcopy(newest)
    clean_operation_ids(cleaned)
    since: dict[str, str] = {}
    for route, operation in operations(cleaned).items():
        first = ""
        for release, document in reversed(tuple(releases.items())):
            if route not in operations(document):
                break
            first = release
        else:
            continue
        since[operation_name(operation)] = first
    return since
