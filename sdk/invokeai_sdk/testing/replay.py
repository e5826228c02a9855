"""`EventReplayer`: a Socket.IO server that replays recorded events."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Self

import socketio
from aiohttp import web

from invokeai_sdk.testing.server_process import LOOPBACK, bind_port

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from types import TracebackType

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.testing.recording import RecordedEvent

_STATUS = "queue_item_status_changed"
_ITEM = re.compile(r"/api/v1/queue/[^/]+/i/(\d+)")


class EventReplayer:
    """A server that replays recorded events to the clients that connect to it.

    It serves each queue item with the status of the events replayed so far, and responds with 404 to all other
    requests::

        async with EventReplayer(read_recording("bug.jsonl")) as replayer:
            async with InvokeAIClient.from_url(replayer.url) as client:
                stream = client.events.subscribe()
                await client.events.wait_connected()
                await replayer.play()

    Args:
        events: the events to replay, in order.

    Attributes:
        url: the URL of the server, for clients.
    """

    def __init__(self, events: Iterable[RecordedEvent]) -> None:
        self.events: tuple[RecordedEvent, ...] = tuple(events)
        self.url: str = ""
        self._items: dict[int, JSONObject] = {}
        self._subscribed = asyncio.Event()
        self._sio: Any = socketio.AsyncServer(async_mode="aiohttp", logger=False, engineio_logger=False)
        self._sio.on("subscribe_queue", self._on_subscribe)
        self._sio.on("*", self._acknowledge)
        self._sio.eio.start_background_task = self._start_task
        self._tasks: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route(
            "POST", "/api/v1/queue/{queue}/{way:items_by_ids|item_summaries_by_ids}", self._respond_to_lookup
        )
        app.router.add_route("*", "/{path:(?!ws/).*}", self._respond_to_request)
        self._sio.attach(app, socketio_path="ws/socket.io")
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        sock = bind_port()
        self.url = f"http://{LOOPBACK}:{sock.getsockname()[1]}"
        await web.SockSite(self._runner, sock).start()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._sio.shutdown()
        if self._runner is not None:
            await self._runner.cleanup()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def play(self, *, speed: float | None = None) -> None:
        """Wait until a client has subscribed to a queue, then send all events.

        Args:
            speed: the replay speed: 1 keeps the recorded pauses, 2 halves them; None sends the events without pauses.
        """
        await self._subscribed.wait()
        at = 0.0
        for event in self.events:
            if speed is not None:
                await asyncio.sleep((event.at - at) / speed)
                at = event.at
            if event.name == _STATUS and "item_id" in event.data:
                known = self._items.get(event.data["item_id"], {"session": {"results": {}}, "priority": 0})
                self._items[event.data["item_id"]] = known | event.data
            await self._sio.emit(event.name, event.data)

    def _start_task(
        self, target: Callable[..., Coroutine[None, None, None]], *args: object, **kwargs: object
    ) -> asyncio.Task[None]:
        """Start a background task of python-engineio, and keep a reference to it: python-engineio keeps none."""
        task = asyncio.create_task(target(*args, **kwargs), name="EventReplayer")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _on_subscribe(self, _sid: str, _data: object) -> None:
        self._subscribed.set()

    async def _acknowledge(self, *_event: object) -> None:
        """Handle any other event; python-socketio then acknowledges it."""

    async def _respond_to_lookup(self, request: web.Request) -> web.Response:
        item_ids = (await request.json())["item_ids"]
        return web.json_response([self._items[item_id] for item_id in item_ids if item_id in self._items])

    async def _respond_to_request(self, request: web.Request) -> web.Response:
        match = _ITEM.fullmatch(request.path)
        item = self._items.get(int(match[1])) if match else None
        if request.method != "GET" or item is None:
            return web.json_response({"detail": "Not Found"}, status=404)
        return web.json_response(item)
