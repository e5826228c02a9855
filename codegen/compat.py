"""Fields that older supported releases do not always send, as data (compat.toml) derived from their documents.

A field of an answer stays required only if every supported release requires it; a client generated from the newest
document alone would refuse the answers of older servers.
"""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from typing import TYPE_CHECKING, TypeAlias

from codegen.model_record import merge_model_configs
from codegen.prune import reachable
from codegen.spec import COMPAT, OLDER_SPECS, CodegenError, JSONObject, load, operations, schemas
from codegen.transforms import TRANSFORMS
from codegen.walk import of_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Compat: TypeAlias = dict[str, dict[str, str]]
"""By schema and field: the newest supported release that does not always send it."""

_HEADER = """\
# Written by `python -m codegen compat` from the documents in specs/; do not edit.
# Fields of answers that the newest server always sends and an older supported one may not,
# each with the newest release that may not. The generated models make them optional.
"""


def older_specs() -> dict[str, Path]:
    """Return the documents of the older supported releases by version, oldest first."""
    found = {
        path.name.removeprefix("openapi-").removesuffix(".json.gz"): path for path in OLDER_SPECS.glob("*.json.gz")
    }
    return dict(sorted(found.items(), key=lambda item: [int(part) for part in re.findall(r"\d+", item[0])]))


def derive(newest: JSONObject, older: Mapping[str, JSONObject]) -> Compat:
    """Find the fields that the newest server always sends and an older server may omit.

    Args:
        newest: the bundled document, as the server sent it.
        older: the documents of older releases by version, oldest first.
    """
    newest = deepcopy(newest)
    for transform in TRANSFORMS:
        transform(newest)
    in_answers = reachable(
        newest, (root for operation in operations(newest).values() for root in of_answers(operation))
    )
    found: Compat = {}
    for version, document in older.items():
        known = schemas(_with_model_record(document))
        for name in sorted(in_answers & known.keys()):
            for field in schemas(newest)[name].get("required", ()):
                if field not in known[name].get("required", ()):
                    found.setdefault(name, {})[field] = version
    return found


def _with_model_record(document: JSONObject) -> JSONObject:
    document = deepcopy(document)
    merge_model_configs(document)
    return document


def write(compat: Compat) -> None:
    """Write compat.toml."""
    COMPAT.write_text(render(compat), "utf-8")


def render(compat: Compat) -> str:
    """Return compat.toml's text."""
    tables = (
        f"\n[{name}]\n" + "".join(f'{field} = "{version}"\n' for field, version in sorted(fields.items()))
        for name, fields in sorted(compat.items())
    )
    return _HEADER + "".join(tables)


def derive_bundled(newest: JSONObject) -> Compat:
    """Derive compat.toml from the bundled document and the documents in specs/."""
    return derive(newest, {version: load(path) for version, path in older_specs().items()})


def relax(document: JSONObject) -> None:
    """Make the fields in compat.toml optional, in place.

    Raises:
        CodegenError: compat.toml names a field that the document does not require.
    """
    for name, fields in tomllib.loads(COMPAT.read_text("utf-8")).items():
        schema = schemas(document).get(name, {})
        if stale := fields.keys() - set(schema.get("required", ())):
            raise CodegenError(f"compat.toml: {name} does not require {sorted(stale)}; run `python -m codegen compat`")
        schema["required"] = [field for field in schema["required"] if field not in fields]
