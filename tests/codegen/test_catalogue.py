"""The data files beside the bindings: nodes.json and events.json."""

from __future__ import annotations

import json

import pytest

from codegen.catalogue import wire_name
from codegen.spec import GENERATED, Lock
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.schema.openapi import parse_openapi


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("InvocationStartedEvent", "invocation_started"),
        ("QueueItemStatusChangedEvent", "queue_item_status_changed"),
        ("LLMTaskProgressEvent", "llm_task_progress"),
        ("ModelInstallDownloadsCompleteEvent", "model_install_downloads_complete"),
    ],
)
def test_wire_names(schema, name):
    assert wire_name(schema) == name


def test_the_bundled_catalogue_is_what_the_document_says(bundled):
    parsed = parse_openapi(bundled)
    catalogue = Catalogue.load_bundled()
    assert dict(catalogue) == parsed
    assert list(catalogue) == list(parsed)
    assert [list(node.inputs) for node in catalogue.values()] == [list(node.inputs) for node in parsed.values()]
    assert len(catalogue) == 309
    assert catalogue.server_version == Lock.read().server_version


def test_every_node_is_a_line_of_its_own():
    lines = (GENERATED / "nodes.json").read_text("utf-8").splitlines()
    assert sum(line.startswith('"denoise_latents":') for line in lines) == 1
    assert len(lines) == len(Catalogue.load_bundled()) + 5


def test_events():
    data = json.loads((GENERATED / "events.json").read_text("utf-8"))
    assert data["server_version"] == Lock.read().server_version
    assert len(data["events"]) == 35
    progress = data["events"]["invocation_progress"]
    assert {"item_id", "session_id", "invocation_source_id"} <= set(progress["required"]) <= set(progress["fields"])
