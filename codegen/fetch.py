"""Take a document from a live server or a file, and say in the lock where it came from."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import httpx

from codegen.spec import OLDER_SPECS, SPEC, CodegenError, JSONObject, Lock, canonical, load, sha256

UNKNOWN = "unknown"


def fetch(source: str, *, server_version: str | None = None, fastapi_version: str | None = None) -> Lock:
    """Replace the bundled document and its lock; the document of another release is kept in specs/.

    Args:
        source: a server's base URL, the URL of its `openapi.json`, or a file (`.json` or `.json.gz`).
        server_version: what to write in the lock; by default what the server says, or a file's name, such as
            `openapi-6.14.2.json`.
        fastapi_version: what to write in the lock; by default what the server says.

    Raises:
        CodegenError: the source cannot be read, is not an InvokeAI OpenAPI document, or does not tell its version.
    """
    if source.startswith(("http://", "https://")):
        document, live_server, live_fastapi = ask(source)
        server_version, fastapi_version = server_version or live_server, fastapi_version or live_fastapi
    else:
        document = _from_file(Path(source))
        server_version = server_version or _version_in(Path(source).name)
    if not isinstance(document, dict) or "paths" not in document or "components" not in document:
        raise CodegenError(f"{source} is not an OpenAPI document of InvokeAI")
    text = canonical(document)
    digest = sha256(text)
    known = Lock.read()
    if known.sha256 == digest:
        server_version = server_version or known.server_version
        fastapi_version = fastapi_version or known.fastapi_version
    if server_version is None:
        raise CodegenError(f"{source} does not tell which server it is of; say --server-version")
    if known.server_version != server_version:
        keep(known.server_version)
    lock = Lock(server_version, fastapi_version or UNKNOWN, digest)
    SPEC.write_text(text, "utf-8")
    lock.write()
    return lock


def keep(version: str) -> Path:
    """Keep the bundled document as that of an older supported release, for compat.toml and the tests."""
    kept = OLDER_SPECS / f"openapi-{version}.json.gz"
    compact = json.dumps(load(), ensure_ascii=False, separators=(",", ":"))
    kept.write_bytes(gzip.compress(compact.encode(), mtime=0))
    return kept


def _from_file(path: Path) -> JSONObject:
    try:
        return load(path)
    except (OSError, EOFError, ValueError) as error:
        raise CodegenError(f"{path} cannot be read: {error}") from error


def _version_in(name: str) -> str | None:
    found = re.search(r"\d+(\.\d+)+", name)
    return found.group() if found else None


def ask(url: str) -> tuple[JSONObject, str | None, str | None]:
    """Ask a live server for its document, its version, and that of its FastAPI, which an anonymous caller may not see.

    Args:
        url: the server's base URL, or that of its `openapi.json`.

    Raises:
        CodegenError: no answer, or one that is not JSON.
    """
    base = url.removesuffix("/openapi.json").rstrip("/")
    try:
        # The first answer takes the server seconds to build.
        with httpx.Client(timeout=120, follow_redirects=True) as http:
            document = _json(http.get(f"{base}/openapi.json"))
            version = _json(http.get(f"{base}/api/v1/app/version")).get("version")
            installed = http.get(f"{base}/api/v1/app/app_deps")
    except httpx.HTTPError as error:
        raise CodegenError(f"{url} does not answer: {error}") from error
    return document, version, installed.json().get("fastapi") if _is_json(installed) else None


def _json(response: httpx.Response) -> JSONObject:
    if not _is_json(response):
        raise CodegenError(f"{response.url} answered {response.status_code}, not JSON")
    document: JSONObject = response.json()
    return document


def _is_json(response: httpx.Response) -> bool:
    return response.is_success and response.headers.get("content-type", "").startswith("application/json")
