"""Records what a server sends over its event socket, fit to attach to a bug report.

A recording is a file of JSON lines, each `{"at": seconds, "event": name, "data": payload}`, with `at` counted from the
start. Tokens, passwords and API keys are scrubbed before anything is written. `EventReplayer`, in
`invokeai_sdk.testing.replay`, plays it back.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from attrs import frozen

from invokeai_sdk.events.stream_items import Event, Lagged, UnknownEvent

if TYPE_CHECKING:
    import os
    from types import TracebackType

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.client import InvokeAIClient

SCRUBBED = "***"
"""What stands where a secret was."""

_MANY = 100_000
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
    """Return a copy without secrets: those under a telling key, and those of a telling shape within any text."""
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
        at: seconds since the recording began.
        name: the event's name on the wire.
        data: its payload.
    """

    at: float
    name: str
    data: JSONObject

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read one line; without `at`, the event comes at the beginning.

        Raises:
            ValueError: it is not a line of a recording.
        """
        found = json.loads(line)
        if not isinstance(found, dict) or not isinstance(found.get("event"), str):
            raise ValueError(f"not an event: {line[:80]!r}")  # noqa: TRY004 - it is the line that is wrong
        return cls(float(found.get("at", 0.0)), found["event"], found.get("data") or {})

    def to_line(self) -> str:
        """Write it as a line of a recording, scrubbed."""
        return json.dumps({"at": round(self.at, 3), "event": self.name, "data": scrub(self.data)}, ensure_ascii=False)


def read_recording(path: str | os.PathLike[str]) -> list[RecordedEvent]:
    """Read a recording.

    Raises:
        ValueError: a line is not an event; the message says which.
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
    """Writes everything a client's event socket receives to a file, from `async with` to its end.

    ::

        async with InvokeAIClient.from_url(url) as client, EventRecorder(client, "bug.jsonl"):
            ...

    Args:
        client: whose socket; it is opened if it is not open.
        path: the file, which is replaced.
        previews: keep the preview images of progress events, the bulk of any recording.

    Attributes:
        recorded: how many events were written.
        missed: how many came too fast to be written.
    """

    def __init__(self, client: InvokeAIClient, path: str | os.PathLike[str], *, previews: bool = False) -> None:
        self.recorded = 0
        self.missed = 0
        self._events = client.events
        self._path = Path(path)
        self._previews = previews
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._began = time.monotonic()
        self._subscription = self._events.subscribe(maxsize=_MANY)
        await asyncio.to_thread(self._path.write_text, "", encoding="utf-8")
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
                data = item.raw if self._previews else _without_preview(item.raw)
                line = RecordedEvent(time.monotonic() - self._began, name, data).to_line()
                await asyncio.to_thread(self._append, line)
                self.recorded += 1

    def _append(self, line: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _without_preview(data: JSONObject) -> JSONObject:
    image = data.get("image")
    return {**data, "image": None} if isinstance(image, dict) and "dataURL" in image else data
