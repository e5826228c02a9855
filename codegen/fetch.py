"""Retrieval of a document from a live server or a file, with a lock that records its origin."""

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
        server_version: the version for the lock; by default that of the server, or the one in the name of the file,
            such as `openapi-6.14.2.json`.
        fastapi_version: the FastAPI version for the lock; by default that of the server.

    Raises:
        CodegenError: the source cannot be read, is not an InvokeAI OpenAPI document, or does not contain its version.
    """
    if source.startswith(("http://", "https://")):
        document, live_server, live_fastapi = download(source)
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
        raise CodegenError(f"{source} does not contain the version of its server; give --server-version")
    if known.server_version != server_version:
        archive(known.server_version)
    lock = Lock(server_version, fastapi_version or UNKNOWN, digest)
    SPEC.write_text(text, "utf-8")
    lock.write()
    return lock


def archive(version: str) -> Path:
    """Copy the bundled document to specs/ as that of an older supported release, for compat.toml and the tests."""
    archived = OLDER_SPECS / f"openapi-{version}.json.gz"
    compact = json.dumps(load(), ensure_ascii=False, separators=(",", ":"))
    archived.write_bytes(gzip.compress(compact.encode(), mtime=0))
    return archived


def _from_file(path: Path) -> JSONObject:
    try:
        return load(path)
    except (OSError, EOFError, ValueError) as error:
        raise CodegenError(f"{path} cannot be read: {error}") from error


def _version_in(name: str) -> str | None:
    found = re.search(r"\d+(\.\d+)+", name)
    return found.group() if found else None


def download(url: str) -> tuple[JSONObject, str | None, str | None]:
    """Download a live server's document, its version, and its FastAPI version if an anonymous caller may read that.

    Args:
        url: the server's base URL, or that of its `openapi.json`.

    Raises:
        CodegenError: there is no answer, or an answer is not JSON.
    """
    base = url.removesuffix("/openapi.json").rstrip("/")
    try:
        # The server needs seconds to build the first answer.
        with httpx.Client(timeout=120, follow_redirects=True) as http:
            document = _decode(http.get(f"{base}/openapi.json"))
            version = _decode(http.get(f"{base}/api/v1/app/version")).get("version")
            installed = http.get(f"{base}/api/v1/app/app_deps")
    except httpx.HTTPError as error:
        raise CodegenError(f"{url} does not answer: {error}") from error
    return document, version, installed.json().get("fastapi") if _is_json(installed) else None


def _decode(response: httpx.Response) -> JSONObject:
    if not _is_json(response):
        raise CodegenError(f"{response.url} answered {response.status_code}, not JSON")
    document: JSONObject = response.json()
    return document


def _is_json(response: httpx.Response) -> bool:
    return response.is_success and response.headers.get("content-type", "").startswith("application/json")
