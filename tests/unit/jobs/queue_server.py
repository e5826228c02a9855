"""`QueueServer`: the queue routes of InvokeAI in memory, for servers that fail, lie, or lose their database."""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

import httpx
from attrs import define, field

from invokeai_sdk.core import Core
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.workflow.compiled_batch import CompiledBatch

if TYPE_CHECKING:
    from collections.abc import Callable

ENQUEUE = "enqueue_batch"
LOOK_UP = "status"

EMPTY = {"pending": 0, "in_progress": 0, "waiting": 0, "completed": 0, "failed": 0, "canceled": 0}


def trivial(runs: int = 1) -> CompiledBatch:
    """Return a batch of one-node graphs."""
    node = {"id": "n", "type": "integer", "value": 1}
    return CompiledBatch(graph={"id": "g", "nodes": {"n": node}, "edges": []}, runs=runs)


def reset(request: httpx.Request) -> httpx.Response:
    """Lose the answer to a request."""
    raise httpx.ReadError("reset", request=request)


def refuse(request: httpx.Request) -> httpx.Response:
    """Refuse the connection."""
    raise httpx.ConnectError("refused", request=request)


@define
class QueueServer:
    """A queue whose jobs run only when `complete` is called.

    Attributes:
        items: the queue items by id.
        is_paused: whether the processor is paused.
        faults: called with each request before it is answered, in order; the first result is the answer. A fault may
            raise an error of httpx.
        requests: the last parts of the paths of all requests.
        limit: the number of items that the queue accepts.
    """

    items: dict[int, dict[str, Any]] = field(factory=dict)
    is_paused: bool = False
    faults: list[Callable[[httpx.Request], httpx.Response | None]] = field(factory=list)
    requests: list[str] = field(factory=list)
    limit: int = 1000
    next_id: int = 1

    def connect(self, **options: Any) -> Core:
        """Return the core of a client of this server; its event socket cannot connect."""
        settings = {"retries": 0, "connect_timeout": 0.2} | options
        http = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        return Core(ClientOptions(url="http://127.0.0.1:9", **settings), http=http)

    def lose_database(self) -> None:
        """Forget all items, so that the ids start from 1 again."""
        self.items.clear()
        self.next_id = 1

    def add(self, batch_id: str, graph: dict[str, Any] | None = None, **more: Any) -> int:
        """Add one item, as another client's submission does; return its id."""
        item_id, self.next_id = self.next_id, self.next_id + 1
        session = {"graph": graph or {"nodes": {"n": {"id": "n", "type": "integer"}}, "edges": []}}
        self.items[item_id] = {
            "item_id": item_id,
            "queue_id": "default",
            "batch_id": batch_id,
            "session_id": str(uuid.uuid4()),
            "session": session,
            "status": "pending",
            "user_id": "system",
            **more,
        }
        return item_id

    def complete(self, item_id: int, value: int = 1) -> None:
        """Let an item complete with one output."""
        item = self.items[item_id]
        item["status"] = "completed"
        item["session"] |= {
            "results": {"p": {"type": "integer_output", "value": value}},
            "prepared_source_mapping": {"p": "n"},
        }

    def batch_ids(self) -> set[str]:
        return {item["batch_id"] for item in self.items.values()}

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Return the true answer to a request."""
        queue_id, _, path = request.url.path.removeprefix("/api/v1/queue/").partition("/")
        body = json.loads(request.content) if request.content else {}
        items = {item_id: item for item_id, item in self.items.items() if item["queue_id"] == queue_id}
        answer = self._answer_for_items(path, items) if path.startswith("i/") else self._find(path, body, items)
        if answer is None:
            return httpx.Response(404, json={"detail": f"no such item: {path}"})
        return httpx.Response(200, json=answer)

    def _find(self, path: str, body: dict[str, Any], items: dict[int, dict[str, Any]]) -> Any:
        match path.split("/"):
            case ["enqueue_batch"]:
                return self._enqueue(body["batch"])
            case ["b", batch_id, "status"]:
                counts = Counter(item["status"] for item in items.values() if item["batch_id"] == batch_id)
                return {"batch_id": batch_id, **EMPTY, **counts, "total": counts.total()}
            case ["item_ids"]:
                return {"item_ids": sorted(items, reverse=True), "total_count": len(items)}
            case ["item_summaries_by_ids"] | ["items_by_ids"]:
                return [items[item_id] for item_id in body["item_ids"] if item_id in items]
            case ["status"]:
                processor = {"is_started": not self.is_paused, "is_processing": False}
                return {"queue": {"queue_id": "default", **EMPTY}, "processor": processor}
            case ["cancel_by_batch_ids"]:
                for item in items.values():
                    if item["batch_id"] in body["batch_ids"]:
                        item["status"] = "canceled"
                return {"canceled": 1}

    def _answer_for_items(self, path: str, items: dict[int, dict[str, Any]]) -> Any:
        _, item_id, *action = path.split("/")
        item = items.get(int(item_id))
        if item is not None and action == ["cancel"]:
            item["status"] = "canceled"
        return item

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request.url.path.rpartition("/")[2])
        for fault in self.faults:
            answer = fault(request)
            if answer is not None:
                return answer
        return self.answer(request)

    def _enqueue(self, batch: dict[str, Any]) -> dict[str, Any]:
        requested = batch["runs"]
        ids = [self.add(batch["batch_id"], batch["graph"]) for _ in range(min(requested, self.limit))]
        return {
            "queue_id": "default",
            "requested": requested,
            "enqueued": len(ids),
            "batch": batch,
            "priority": 0,
            "item_ids": [i for i in reversed(self.items) if self.items[i]["batch_id"] == batch["batch_id"]],
        }


def on(route: str, answer: Callable[[httpx.Request], httpx.Response | None], times: int | None = None) -> Any:
    """Return a fault that applies to requests whose path ends with a route.

    Args:
        route: the last part of the path, such as `enqueue_batch`.
        answer: returns the answer; None lets the request pass.
        times: the number of requests to apply the fault to; None for all.
    """
    left = [times]

    def fault(request: httpx.Request) -> httpx.Response | None:
        if not re.search(rf"/{route}$", request.url.path) or left[0] == 0:
            return None
        if left[0] is not None:
            left[0] -= 1
        return answer(request)

    return fault
