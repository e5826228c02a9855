"""Recordings of the events that a server sends, to be attached to bug reports.

A recording is a file of JSON lines: `{"at": seconds, "event": name, "data": payload}`, where `at` counts from the start
of the recording. Tokens, passwords and API keys are removed before anything is written. `EventReplayer` replays a
recording.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import frozen

from invokeai_sdk._concurrency import run_in_thread
from invokeai_sdk.events.stream_items import Event, Lagged, UnknownEvent

if TYPE_CHECKING:
    import os
    from types import TracebackType

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.client import InvokeAIClient

SCRUBBED = "***"
"""The text that replaces a secret."""

_BUFFER_SIZE = 100_000
_SECRET_KEY = re.compile(r"(^|[_-])(token|password|passwd|secret|authorization|api[_-]?key|cookie)s?$", re.IGNORECASE)
_SECRET_TEXT = re.compile(
    r"""
    \bhf_[A-Za-z0-9]{16,}                                       # Hugging Face
    | \bsk-[A-Za-z0-9_-]{16,}                                   # OpenAI
    | \beyJ[\w-]+\.[\w-]+\.[\w-]+                               # a JSON web token, as the server's own
    | (?<=[?&]) (?: access_token | token | api_?key | password ) =[^&\s"']+
    | (?<=://) [^/\s:@]+ : [^/\s@]+ (?=@)                       # credentials in a URL
    | (?<=Bearer\ ) [\w.~+/-]{8,}=*
    """,
    re.IGNORECASE | re.VERBOSE,
)


def scrub(value: JSONValue) -> JSONValue:
    """Return a copy without secrets.

    Secrets are the values of keys such as `password`, and parts of texts that have the form of a known kind of token.
    """
    if isinstance(value, dict):
        return {
            key: SCRUBBED if isinstance(item, str) and item and _SECRET_KEY.search(key) else scrub(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [scrub(item) for item in value]
    return _SECRET_TEXT.sub(SCRUBBED, value) if isinstance(value, str) else value


@frozen
class RecordedEvent:
    """One line of a recording.

    Attributes:
        at: the seconds since the recording started.
        name: the event's name on the wire.
        data: the event's payload.
    """

    at: float
    name: str
    data: JSONObject

    @classmethod
    def parse(cls, line: str) -> Self:
        """Parse one line of a recording; `at` is 0 if it is missing.

        Raises:
            ValueError: the line is not a recorded event.
        """
        record = json.loads(line)
        if not isinstance(record, dict) or not isinstance(record.get("event"), str):
            raise ValueError(f"not a recorded event: {line[:80]!r}")  # noqa: TRY004 - the text is wrong, not a type
        return cls(float(record.get("at", 0.0)), record["event"], record.get("data") or {})

    def to_line(self) -> str:
        """Return the event as a line of a recording, without secrets."""
        return json.dumps({"at": round(self.at, 3), "event": self.name, "data": scrub(self.data)}, ensure_ascii=False)


def read_recording(path: str | os.PathLike[str]) -> list[RecordedEvent]:
    """Read a recording from a file.

    Raises:
        ValueError: a line is not a recorded event; the message names the line.
    """
    events = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                events.append(RecordedEvent.parse(line))
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from error
    return events


class EventRecorder:
    """Records all events that a client receives into a file, within an `async with` block.

    ::

        async with InvokeAIClient.from_url(url) as client, EventRecorder(client, "bug.jsonl"):
            ...

    Args:
        client: the client whose events are recorded; its event socket is connected if necessary.
        path: the file, which is overwritten.
        previews: keep the preview images of progress events, which make up most of a recording's size.

    Attributes:
        recorded: the number of events written.
        missed: the number of events that came too fast to be written.
    """

    def __init__(self, client: InvokeAIClient, path: str | os.PathLike[str], *, previews: bool = False) -> None:
        self.recorded: int = 0
        self.missed: int = 0
        self._events = client.events
        self._path = Path(path)
        self._previews = previews
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._started = time.monotonic()
        self._subscription = self._events.subscribe(maxsize=_BUFFER_SIZE)
        await run_in_thread(self._path.write_bytes, b"")
        await self._events.wait_connected()
        self._task = asyncio.create_task(self._record(), name="EventRecorder")
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._subscription.end()
        if self._task is not None:
            await self._task

    async def _record(self) -> None:
        async for item in self._subscription:
            if isinstance(item, Lagged):
                self.missed += item.missed
            elif isinstance(item, Event):
                name = item.name if isinstance(item, UnknownEvent) else item.wire_name
                data = item.raw if self._previews else _remove_preview(item.raw)
                line = RecordedEvent(time.monotonic() - self._started, name, data).to_line()
                await run_in_thread(self._append, line)
                self.recorded += 1

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _remove_preview(data: JSONObject) -> JSONObject:
    image = data.get("image")
    return {**data, "image": None} if isinstance(image, dict) and "dataURL" in image else data
