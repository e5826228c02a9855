"""The bundled document is that of the real server."""

from __future__ import annotations

import httpx
import pytest

from codegen.fetch import _from_server
from codegen.spec import Lock, canonical, schemas, sha256
from invokeai_sdk.schema.catalogue import Catalogue


@pytest.mark.server
def test_the_bundled_document_is_the_servers(server_url):
    document, server_version, fastapi_version = _from_server(server_url)
    custom = {name for name, schema in schemas(document).items() if schema.get("node_pack", "invokeai") != "invokeai"}
    if not custom:
        assert Lock(server_version, fastapi_version, sha256(canonical(document))) == Lock.read()
    live = Catalogue.from_openapi(document)
    assert {name: live[name] for name in Catalogue.bundled()} == dict(Catalogue.bundled())
    assert httpx.get(f"{server_url}/api/v1/app/version").json()["version"] == Catalogue.bundled().server_version
