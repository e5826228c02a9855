"""Recordings contain no secrets, and are replayed as recorded."""

from __future__ import annotations

import asyncio
import json

import pytest

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.testing.recording import EventRecorder, RecordedEvent, read_recording, scrub
from invokeai_sdk.testing.replay import EventReplayer

BASE = {"queue_id": "default", "item_id": 5, "batch_id": "b", "session_id": "s", "origin": None, "destination": None}
STATUS = {**BASE, "user_id": "system", "priority": 0, "error_type": None}


def job(*, last):
    return [
        RecordedEvent(0.0, "queue_item_status_changed", {**STATUS, "status": "in_progress", "status_sequence": 1}),
        RecordedEvent(
            0.1, "invocation_started", {**BASE, "invocation": {"id": "p", "type": "add"}, "invocation_source_id": "n"}
        ),
        RecordedEvent(0.2, "a_future_event", {"x": 1}),
        RecordedEvent(0.3, "queue_item_status_changed", {**STATUS, "status": last, "status_sequence": 2}),
    ]


@pytest.mark.parametrize(
    "secret",
    [
        {"password": "hunter22"},
        {"config": {"remote_api_token": "abc", "external_openai_api_key": "abc"}},
        {"source": "https://civitai.com/api/download/1?type=Model&token=abcdef0123"},
        {"headers": {"x-api-key": "abc", "Set-Cookie": "abc"}},
        {"error": "401 for Bearer abcdefghijklmno.pqrs"},
        {"error": ["token hf_abcdefghijklmnopqrstuv was refused"]},
        {"source": "https://ann:hunter22@example.com/model.safetensors"},
        {"t": "eyJhbGciOi.eyJzdWIiOi.SflKxwRJSM"},
    ],
)
def test_secrets_are_scrubbed(secret):
    text = json.dumps(scrub(secret))
    for part in ("hunter22", "abc", "eyJh", "hf_"):
        assert part not in text
    assert "***" in text


def test_nothing_else_is_changed():
    harmless = {"tokenizer": "clip", "prompt": "a token of love", "n": 1, "deep": [{"image": "x.png"}], "none": None}
    assert scrub(harmless) == harmless


def test_a_file_is_read_as_written(tmp_path):
    events = job(last="completed")
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(event.to_line() for event in events) + "\n")
    assert read_recording(path) == events


def test_the_error_names_the_invalid_line(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text('{"event": "x"}\n[]\n')
    with pytest.raises(ValueError, match="line 2"):
        read_recording(path)


async def test_replayed_events_are_recorded_again(tmp_path):
    events = job(last="completed")
    path = tmp_path / "again.jsonl"
    async with EventReplayer(events) as replayer, InvokeAIClient.from_url(replayer.url) as client:
        watching = client.events.subscribe("a_future_event", "queue_item_status_changed")
        async with EventRecorder(client, path) as recorder:
            await replayer.play()
            for _ in range(3):
                await watching.next(timeout=10)
        assert (recorder.recorded, recorder.missed) == (4, 0)
    again = read_recording(path)
    assert [(e.name, e.data) for e in again] == [(e.name, e.data) for e in events]


@pytest.mark.parametrize(("last", "terminal"), [("completed", "Completed"), ("canceled", "Canceled")])
async def test_a_job_can_be_followed_through_a_recording(last, terminal):
    async with EventReplayer(job(last=last)) as replayer, InvokeAIClient.from_url(replayer.url) as client:
        # At the recorded speed, while the job is followed: a job that has ended before has no events.
        async with asyncio.TaskGroup() as group:
            group.create_task(replayer.play(speed=1))
            names = [type(event).__name__ async for event in client.jobs.handle(5).events()]
        assert "NodeStarted" in names
        assert names[-1] == terminal
