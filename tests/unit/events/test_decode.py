"""Decoding of event payloads, complete and incomplete ones."""

import json
from pathlib import Path

import invokeai_api
import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from codegen import catalogue, compat, spec
from invokeai_sdk.events.decode import decode
from invokeai_sdk.events.stream_items import EVENT_CLASSES, UnknownEvent
from invokeai_sdk.events.types import InvocationProgressEvent, QueueItemStatusChangedEvent

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
SPEC = json.loads((Path(invokeai_api.__path__[0]) / "events.json").read_text())["events"]


def test_there_is_a_class_for_every_event_of_the_spec():
    assert set(EVENT_CLASSES) == set(SPEC)


@pytest.mark.parametrize("name", sorted(SPEC))
def test_every_property_of_the_spec_is_an_attribute(name):
    attributes = {attribute.name for attribute in fields(EVENT_CLASSES[name])} | {"timestamp"}
    assert set(SPEC[name]["fields"]) <= attributes


@pytest.mark.parametrize("version", sorted(compat.older_specs()))
def test_older_releases_send_nothing_that_is_not_an_attribute(version):
    """Except two fields of the hosted service, which are found in `raw`."""
    found = catalogue.events(spec.load(compat.older_specs()[version]))
    assert len(found) > 20
    assert set(found) <= set(EVENT_CLASSES)
    for name, event in found.items():
        attributes = {attribute.name for attribute in fields(EVENT_CLASSES[name])} | {"timestamp"}
        assert set(event["fields"]) - {"project_id", "credits"} <= attributes


@pytest.mark.parametrize("name", sorted(EVENT_CLASSES))
def test_an_empty_payload_is_tolerated(name):
    event = decode(name, {})
    assert type(event) is EVENT_CLASSES[name]
    assert event.timestamp is None


@given(name=st.sampled_from(sorted(EVENT_CLASSES)), payload=JSON)
def test_any_json_payload_is_decoded(name, payload):
    event = decode(name, payload)
    if isinstance(payload, dict):
        assert event.raw is payload
    else:
        assert isinstance(event, UnknownEvent)
        assert event.payload == payload


def test_an_unknown_event_keeps_everything():
    event = decode("brand_new", {"a": 1, "timestamp": 7})
    assert event == UnknownEvent({"a": 1, "timestamp": 7}, "brand_new", {"a": 1, "timestamp": 7})
    assert event.timestamp == 7


def test_a_progress_report_with_its_preview():
    payload = {
        "item_id": 3,
        "batch_id": "b",
        "invocation": {"id": "p", "type": "denoise_latents"},
        "invocation_source_id": "n",
        "percentage": 0.5,
        "image": {"width": 8, "height": 4, "dataURL": "data:image/png;base64,iVBORw=="},
        "added_by_a_newer_server": 1,
    }
    event = decode("invocation_progress", payload)
    assert isinstance(event, InvocationProgressEvent)
    assert (event.item_id, event.prepared_id, event.node_type, event.percentage) == (3, "p", "denoise_latents", 0.5)
    assert event.image.bytes() == b"\x89PNG"
    assert event.image.media_type == "image/png"
    assert event.raw["added_by_a_newer_server"] == 1


def test_a_preview_that_is_not_base64():
    event = decode("invocation_progress", {"image": {"width": 8, "height": 4, "dataURL": "data:image/png;base64,%"}})
    with pytest.raises(ValueError, match="base64"):
        event.image.bytes()


def test_a_status_of_an_old_server_has_no_sequence():
    event = decode("queue_item_status_changed", {"item_id": 1, "status": "completed"})
    assert isinstance(event, QueueItemStatusChangedEvent)
    assert event.status_sequence is None
    assert event.user_id == "system"
