"""Servers whose answers a test chooses: a client whose requests a function answers."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.schema.catalogue import Catalogue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


@asynccontextmanager
async def connected(respond: Callable[[httpx.Request], httpx.Response]) -> AsyncIterator[InvokeAIClient]:
    """Yield a client whose requests a function answers."""
    async with (
        httpx.AsyncClient(transport=httpx.MockTransport(respond)) as http,
        InvokeAIClient(ClientOptions(url="http://server", retries=0), http=http) as client,
    ):
        yield client


def make_workflow_json(name: str = "", **changes: Any) -> dict[str, Any]:
    """Return the JSON of a workflow without nodes."""
    texts = dict.fromkeys(("author", "description", "version", "contact", "tags", "notes"), "")
    meta = {"category": "user", "version": "4.0.0"}
    return {**texts, "name": name, "nodes": [], "edges": [], "exposedFields": [], "meta": meta, **changes}


def make_model(name: str, **changes: Any) -> dict[str, Any]:
    """Return the record of a model."""
    texts = dict.fromkeys(("path", "source", "source_type"), "x")
    kind = {"base": "sd-1", "type": "main", "format": "diffusers"}
    return {
        "key": f"key of {name}",
        "hash": f"hash of {name}",
        "name": name,
        "file_size": 1,
        **kind,
        **texts,
        **changes,
    }


def make_board(name: str) -> dict[str, Any]:
    """Return the record of a board."""
    times = dict.fromkeys(("created_at", "updated_at"), "2026-01-01 00:00:00.000")
    record = {"board_id": f"id of {name}", "board_name": name, "archived": False, "cover_image_name": None}
    return {**record, "image_count": 0, **times}


class Library:
    """A server with a library of saved workflows, by id; `requests` has the method and path of each request."""

    def __init__(self, *, models: tuple[str, ...] = (), boards: tuple[str, ...] = (), **saved: dict[str, Any]) -> None:
        self.saved = dict(saved)
        self.models = models
        self.boards = boards
        self.requests: list[str] = []
        self.bodies: list[bytes] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:  # noqa: PLR0911 - one per route
        path = request.url.path.removeprefix("/api/v1")
        self.requests.append(f"{request.method} {path}")
        self.bodies.append(request.content)
        if path == "/app/version":
            return httpx.Response(200, json={"version": Catalogue.load_bundled().server_version})
        if path == "/workflows/" and request.method == "POST":
            id_ = f"new{len(self.saved)}"
            self.saved[id_] = json.loads(request.content)["workflow"]
            return httpx.Response(200, json={**self._item(id_), "workflow": {**self.saved[id_], "id": id_}})
        if path == "/workflows/":
            query = request.url.params.get("query", "").casefold()
            items = [self._item(id_) for id_, saved in self.saved.items() if query in saved["name"].casefold()]
            page = {"page": 0, "pages": 1, "per_page": 100, "total": len(items), "items": items}
            return httpx.Response(200, json=page)
        if path.startswith("/workflows/i/"):
            id_ = path.removeprefix("/workflows/i/")
            if id_ not in self.saved:
                return httpx.Response(404, json={"detail": f"Workflow with id {id_} not found"})
            if request.method == "PATCH":
                self.saved[id_] = json.loads(request.content)["workflow"]
            return httpx.Response(200, json={**self._item(id_), "workflow": {**self.saved[id_], "id": id_}})
        if "/models/" in path:
            return httpx.Response(200, json={"models": [make_model(name) for name in self.models]})
        if path == "/boards/":
            return httpx.Response(200, json=[make_board(name) for name in self.boards])
        return httpx.Response(404, json={"detail": "not found"})

    def _item(self, id_: str) -> dict[str, Any]:
        times = dict.fromkeys(("created_at", "updated_at"), "2026-01-01 00:00:00.000")
        return {
            "workflow_id": id_,
            "name": self.saved[id_]["name"],
            "description": "",
            "category": "user",
            "tags": "",
            "user_id": "system",
            "is_public": False,
            "opened_at": None,
            "thumbnail_url": None,
            **times,
        }
