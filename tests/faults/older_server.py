"""`OlderServer`: a proxy that makes the real server look like an older release.

An older release cannot be installed beside the current one, but its OpenAPI document lists its routes. Requests to
routes that the release lacks get its response: the page of the web UI for GET, the status 405 for other methods. Fields
that its schemas lack are removed from responses and events, and so are events that it does not send.
"""

from __future__ import annotations

import asyncio
import io
import json
import re

import aiohttp
from aiohttp import web

from codegen import compat
from codegen.catalogue import wire_name
from codegen.spec import load
from invokeai_sdk.testing.server_process import LOOPBACK, bind_port

_PASSED_ON = ("content-type", "authorization")


class OlderServer:
    """Makes a server look like an older release; an asynchronous context manager.

    Args:
        url: the URL of the real server.
        version: the release, one of `codegen/specs`.

    Attributes:
        url: the URL of the proxy, for clients.
        refused: the requested paths that the release lacks.
    """

    def __init__(self, url, version):
        document = load(compat.older_specs()[version])
        self._behind = url
        self._version = version
        self._schemas = document["components"]["schemas"]
        self._operations = [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), methods) for path, methods in document["paths"].items()
        ]
        self._fields = {
            wire_name(name): set(schema["properties"])
            for name, schema in self._schemas.items()
            if name.endswith("Event")
        }
        self.refused = []
        self.url = ""

    async def __aenter__(self):
        self._session = aiohttp.ClientSession()
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/ws/socket.io/", self._socket)
        app.router.add_route("*", "/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        sock = bind_port()
        self.url = f"http://{LOOPBACK}:{sock.getsockname()[1]}"
        await web.SockSite(self._runner, sock).start()
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()
        await self._session.close()

    async def _rest(self, request):
        if request.path == "/api/v1/app/version":
            return web.json_response({"version": self._version})
        methods = next((found for pattern, found in self._operations if pattern.fullmatch(request.path)), {})
        operation = methods.get(request.method.lower())
        if operation is None:
            self.refused.append(request.path)
            if request.method == "GET" and not methods:
                return web.Response(text="<!doctype html><title>Invoke</title>", content_type="text/html")
            return web.json_response({"detail": "Method Not Allowed"}, status=405)
        headers = {name: value for name, value in request.headers.items() if name.lower() in _PASSED_ON}
        async with self._session.request(
            request.method, self._behind + request.path_qs, data=await request.read(), headers=headers
        ) as answer:
            body = await answer.read()
            if answer.content_type == "application/json":
                schema = operation["responses"].get(str(answer.status), {}).get("content", {})
                known = self._remove_unknown_fields(
                    json.loads(body), schema.get("application/json", {}).get("schema", {})
                )
                body = json.dumps(known).encode()
            return web.Response(body=io.BytesIO(body), status=answer.status, content_type=answer.content_type)

    def _remove_unknown_fields(self, value, schema):
        """Return a value without the fields that its schema lacks."""
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        if isinstance(value, list):
            return [self._remove_unknown_fields(one, schema.get("items", {})) for one in value]
        properties = schema.get("properties")
        if not isinstance(value, dict) or not properties:
            return value
        return {
            name: self._remove_unknown_fields(one, properties[name])
            for name, one in value.items()
            if name in properties
        }

    async def _socket(self, request):
        near = web.WebSocketResponse(max_msg_size=0)
        await near.prepare(request)
        async with self._session.ws_connect(self._behind + request.path_qs, max_msg_size=0) as far:
            pumps = [asyncio.create_task(one) for one in (self._up(near, far), self._down(near, far))]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
            await asyncio.wait(pumps)
        await near.close()
        return near

    async def _up(self, near, far):
        async for message in near:
            await far.send_str(message.data)

    async def _down(self, near, far):
        async for message in far:
            text = message.data if isinstance(message.data, str) else ""
            if text.startswith("42["):
                name, payload = json.loads(text[2:])
                if name not in self._fields:
                    continue
                known = {key: value for key, value in payload.items() if key in self._fields[name]}
                text = "42" + json.dumps([name, known])
            await near.send_str(text)
