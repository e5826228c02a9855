"""The bundled document is that of the real server, to the byte."""

from __future__ import annotations

from codegen.fetch import download
from codegen.spec import Lock, canonical, sha256


def test_the_bundled_document_is_the_servers(server_url):
    document, server_version, fastapi_version = download(server_url)
    assert Lock(server_version, fastapi_version, sha256(canonical(document))) == Lock.read()
