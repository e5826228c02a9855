"""What older supported releases do not send (compat.toml), and how that is found out."""

from __future__ import annotations

import tomllib

from codegen.spec import COMPAT, CodegenError, JSONObject, schemas


def read() -> dict[str, list[str]]:
    """Return the fields that an answer may lack, by schema."""
    return tomllib.loads(COMPAT.read_text("utf-8"))["optional"] if COMPAT.exists() else {}


def relax(document: JSONObject) -> None:
    """Require of an answer only what every supported release sends, in place.

    Raises:
        CodegenError: compat.toml names a field that is no longer required.
    """
    for name, fields in read().items():
        schema = schemas(document).get(name, {})
        if stale := set(fields) - set(schema.get("required", ())):
            raise CodegenError(f"compat.toml: {name} does not require {sorted(stale)}; run `python -m codegen compat`")
        schema["required"] = [field for field in schema["required"] if field not in fields]
