"""The bundled OpenAPI document and its lock."""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any, TypeAlias

from attrs import frozen

JSONObject: TypeAlias = dict[str, Any]

ROOT = Path(__file__).resolve().parent
SPEC = ROOT / "invokeai-openapi.json"
LOCK = ROOT / "spec.lock"
OVERLAY = ROOT / "overlay.yaml"
COMPAT = ROOT / "compat.toml"
TEMPLATES = ROOT / "templates"
OLDER_SPECS = ROOT / "specs"
GENERATED = ROOT.parent / "generated" / "invokeai_api"
SDK = ROOT.parent / "sdk" / "invokeai_sdk"
SYNC = SDK / "sync"

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class CodegenError(Exception):
    """Code cannot be generated until a person has corrected something."""


@frozen
class Lock:
    """The origin of the bundled document.

    `info.version` of every InvokeAI document is "1.0.0", so the server's own version is recorded beside it; the
    FastAPI version too, because it changes the document for the same server.
    """

    server_version: str
    fastapi_version: str
    sha256: str

    @classmethod
    def read(cls) -> Lock:
        """Read the lock file."""
        return cls(**tomllib.loads(LOCK.read_text("utf-8")))

    def write(self) -> None:
        """Write the lock file."""
        LOCK.write_text(
            "# Written by `make regen FROM=…`: the server that invokeai-openapi.json was taken from.\n"
            f'server_version = "{self.server_version}"\n'
            f'fastapi_version = "{self.fastapi_version}"\n'
            f'sha256 = "{self.sha256}"\n',
            "utf-8",
        )


def canonical(document: JSONObject) -> str:
    """Return the canonical text of a document.

    Keys are sorted, except the children of `properties`: the editor shows the fields of a node in the order of their
    declaration.
    """
    return json.dumps(_sort_keys(document), indent=1, ensure_ascii=False) + "\n"


def _sort_keys(value: Any, *, names: bool = False) -> Any:
    if isinstance(value, dict):
        keys = value if names else sorted(value)
        return {k: _sort_keys(value[k], names=k == "properties" and not names) for k in keys}
    if isinstance(value, list):
        return [_sort_keys(v) for v in value]
    return value


def sha256(text: str) -> str:
    """Return the hex digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(path: Path = SPEC) -> JSONObject:
    """Read a document, gzipped or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    document: JSONObject = json.loads(data)
    return document


def load_bundled() -> JSONObject:
    """Read the bundled document and check it against its lock.

    Raises:
        CodegenError: the document or the lock was edited by hand.
    """
    if sha256(SPEC.read_text("utf-8")) != Lock.read().sha256:
        raise CodegenError(f"{SPEC.name} does not have the checksum in {LOCK.name}; run `python -m codegen fetch`")
    return load()


def operations(document: JSONObject) -> dict[tuple[str, str], JSONObject]:
    """Return every operation by method and path, in document order."""
    return {
        (method, path): item[method] for path, item in document["paths"].items() for method in METHODS if method in item
    }


def operation_name(operation: JSONObject) -> str:
    """Return the name of an operation in the bindings: `tag.function`."""
    return f"{operation['tags'][0]}.{operation['operationId']}"


def schemas(document: JSONObject) -> JSONObject:
    """Return the named schemas of a document."""
    named: JSONObject = document["components"]["schemas"]
    return named
