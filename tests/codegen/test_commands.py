"""The commands, run as a developer runs them, on a copy of the tree."""

from __future__ import annotations

import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import tomllib
from contextlib import contextmanager
from copy import deepcopy

import pytest

from codegen import fetch, generate
from codegen.drift import compare_folders
from codegen.spec import GENERATED, ROOT, SDK, SPEC, CodegenError, Lock, canonical, schemas


@pytest.fixture
def tree(tmp_path):
    """A copy of codegen/, generated/ and the parts of the SDK that they need, with a module that uses two operations."""
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT, tmp_path / "codegen", ignore=unwanted)
    shutil.copytree(GENERATED, tmp_path / "generated" / GENERATED.name, ignore=unwanted)
    sdk = tmp_path / "sdk" / "invokeai_sdk"
    sdk.mkdir(parents=True)
    for name in ("_request.py", "_types.py", "errors.py", "_suggest.py", "_version.py", "py.typed"):
        shutil.copy(SDK / name, sdk)
    (sdk / "__init__.py").touch()
    (sdk / "uses.py").write_text(
        "from invokeai_api import api\n\nrequests = api.app.app_version(), api.queue.resume(queue_id='default')\n"
    )
    (tmp_path / "pyproject.toml").write_text('[tool.mypy]\nmypy_path = ["sdk"]\nexplicit_package_bases = true\n')
    return tmp_path


def run(tree, *arguments, seed="random"):
    return subprocess.run(
        [sys.executable, "-m", "codegen", *arguments],
        cwd=tree,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


def test_drift_is_silent_on_this_tree_whatever_the_hash_seed():
    done = run(ROOT.parent, "drift", seed="1")
    assert done.returncode == 0, done.stderr


def test_drift_notices_an_edited_document(tree):
    spec = tree / "codegen" / SPEC.name
    spec.write_text(spec.read_text("utf-8").replace("An API for", "The API for"), "utf-8")
    done = run(tree, "drift")
    assert done.returncode == 1
    assert "does not have the checksum in spec.lock" in done.stderr


def test_one_byte_one_file_more_and_one_less_differ(tmp_path):
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    for folder in (fresh, kept):
        (folder / "models").mkdir(parents=True)
        (folder / "same.py").write_text("same")
        (folder / "nodes.json").write_text(folder.name[:1])
    (fresh / "client.py").touch()
    (kept / "models" / "extra.py").touch()
    (kept / "models" / "__pycache__").mkdir()
    (kept / "models" / "__pycache__" / "extra.pyc").touch()
    assert list(compare_folders(fresh, kept)) == [
        "client.py is missing",
        "models/extra.py should not be there",
        "nodes.json differs",
    ]


def test_upgrade_is_a_command(tree, bundled):
    """A newer server's document is fetched, reported on, and generated from; the older release stays supported."""
    newer = deepcopy(bundled)
    newer["paths"]["/api/v1/app/sky"] = {
        "get": {
            "operationId": "sky",
            "tags": ["app"],
            "responses": {
                "200": {"description": "Blue", "content": {"application/json": {"schema": {"type": "string"}}}}
            },
        }
    }
    del newer["paths"]["/api/v1/app/version"]
    status = schemas(newer)["SessionQueueStatus"]
    status["properties"]["paused"] = {"type": "integer"}
    status["required"].append("paused")
    with serving(
        {
            "/openapi.json": newer,
            "/api/v1/app/version": {"version": "6.15.0"},
            "/api/v1/app/app_deps": {"fastapi": "1.2.3"},
        }
    ) as url:
        done = run(tree, "regen", "--from", url)
    assert done.returncode == 0, done.stderr
    assert "InvokeAI 6.15.0 (FastAPI 1.2.3)" in done.stdout
    assert "+ GET /api/v1/app/sky: app.sky" in done.stdout
    assert "+ SessionQueueStatus.paused: required integer" in done.stdout
    assert "hand-written code: 1 type errors" in done.stdout
    assert '! sdk/invokeai_sdk/uses.py:3: error: Module has no attribute "app_version"' in done.stdout

    package = tree / "generated" / GENERATED.name
    module = (package / "api" / "app.py").read_text("utf-8")
    assert "def sky() -> Request[str]:" in module
    assert "app_version" not in module
    assert '"server_version":"6.15.0"' in (package / "nodes.json").read_text("utf-8")
    assert f'paused = "{Lock.read().server_version}"' in (tree / "codegen" / "compat.toml").read_text("utf-8")
    kept = tree / "codegen" / "specs" / f"openapi-{Lock.read().server_version}.json.gz"
    assert json.loads(gzip.decompress(kept.read_bytes())) == bundled

    with (package / "types.py").open("a") as types:
        types.write("#")
    done = run(tree, "drift")
    assert (done.returncode, done.stderr) == (1, "drift: types.py differs\n")


def test_a_correction_that_no_longer_fits_stops_the_upgrade_after_the_report(tree, bundled):
    newer = deepcopy(bundled)
    schemas(newer)["InvokeAIAppConfig"]["properties"]["attention_slice_size"] = {"type": "string"}
    source = tree / "openapi-6.15.0.json"
    source.write_text(json.dumps(newer))
    done = run(tree, "regen", "--from", str(source))
    assert done.returncode == 1
    assert "fields: " in done.stdout
    assert "attention_slice_size.enum matches nothing" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("missing-6.15.json", None, "cannot be read"),
        ("html-6.15.json", b"<html>", "cannot be read"),
        ("cut-6.15.json.gz", gzip.compress(b"{}")[:-4], "cannot be read"),
        ("other-6.15.json", b'{"openapi": "3.1.0"}', "is not an OpenAPI document of InvokeAI"),
        ("list-6.15.json", b"[]", "is not an OpenAPI document of InvokeAI"),
    ],
)
def test_what_is_not_a_document_changes_nothing(tmp_path, monkeypatch, name, content, complaint):
    monkeypatch.setattr(fetch, "SPEC", tmp_path / "spec.json")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CodegenError, match=complaint):
        fetch.fetch(str(tmp_path / name))
    assert not (tmp_path / "spec.json").exists()


def test_a_file_must_tell_its_version(tmp_path, monkeypatch, bundled):
    monkeypatch.setattr(fetch, "SPEC", tmp_path / "spec.json")
    source = tmp_path / "openapi.json"
    source.write_text(json.dumps(bundled | {"info": {"title": "another"}}))
    with pytest.raises(CodegenError, match="--server-version"):
        fetch.fetch(str(source))
    assert not (tmp_path / "spec.json").exists()


def test_a_server_that_answers_html_or_nothing():
    with serving({}) as url, pytest.raises(CodegenError, match="not JSON"):
        fetch.fetch(url)
    with pytest.raises(CodegenError, match="does not answer"):
        fetch.fetch(url)


def test_the_order_of_keys_does_not_matter(bundled):
    """Only that of fields, which is the order the editor shows them in."""
    shuffled = reordered(bundled)
    assert json.dumps(shuffled) != json.dumps(bundled)
    assert canonical(shuffled) == canonical(bundled) == SPEC.read_text("utf-8")


def reordered(value, *, names=False):
    if isinstance(value, dict):
        keys = list(value) if names else sorted(value, reverse=True)
        return {k: reordered(value[k], names=k == "properties" and not names) for k in keys}
    return [reordered(item) for item in value] if isinstance(value, list) else value


def test_the_tools_are_pinned_alike_for_development():
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text("utf-8"))
    wanted = {f"{name}=={pinned}" for name, pinned in generate.PINS.items()}
    assert wanted <= {entry for entry in project["dependency-groups"]["dev"] if isinstance(entry, str)}


def test_another_release_of_a_tool_is_refused(monkeypatch):
    monkeypatch.setitem(generate.PINS, "ruff", "0.0.1")
    with pytest.raises(CodegenError, match=r"ruff==0\.0\.1 is required"):
        generate.check_tools()


def test_a_missing_tool_is_refused(monkeypatch):
    monkeypatch.setitem(generate.PINS, "no-such-tool", "1.0")
    with pytest.raises(CodegenError, match="nothing is installed"):
        generate.check_tools()


def test_a_warning_of_the_generator_fails(tmp_path, bundled):
    unclear = deepcopy(bundled)
    broken = {"type": "object", "properties": {"x": {"type": "nonsense"}}}
    schemas(unclear)["OddEvent"] = broken | {"required": []}
    with pytest.raises(CodegenError, match="nonsense"):
        generate.generate(unclear, tmp_path / "package", server_version="1.0")
    assert not (tmp_path / "package").exists()


@contextmanager
def serving(answers):
    """Serve JSON answers by path on a free port; anything else is HTML, as InvokeAI's web UI does."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            known = self.path in answers
            body = json.dumps(answers[self.path]).encode() if known else b"<html></html>"
            self.send_response(200)
            self.send_header("content-type", "application/json" if known else "text/html")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
