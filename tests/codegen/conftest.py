from __future__ import annotations

import pytest

from codegen import compat
from codegen.prepare import prepare
from codegen.spec import Lock, load, load_bundled


@pytest.fixture(scope="session")
def bundled():
    """The bundled document, as the server gave it; not to be changed."""
    return load_bundled()


@pytest.fixture(scope="session")
def prepared(bundled):
    """The bundled document as the generator gets it."""
    return prepare(bundled)


@pytest.fixture(scope="session")
def documents(bundled):
    """The documents of all supported releases by version, oldest first."""
    older = {version: load(path) for version, path in compat.older_specs().items()}
    return older | {Lock.read().server_version: bundled}
