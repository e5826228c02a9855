"""Every operation of the bindings, called over a real connection.

Requests are checked against the server's own OpenAPI document, unmended, and answered with the least that it promises.
"""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from invokeai_sdk.transport.call import operation

from invokeai_sdk.transport import operation_names

ROOT = Path(__file__).parents[3]
TRANSPORT_KEYWORDS = {"timeout", "file", "filename", "content_type", "field", "fields"}
BINARY = {"image/png", "image/webp", "video/mp4", "application/zip", "text/csv", "text/html", "text/plain"}


@frozen
class Declared:
    """An operation as the document has it."""

    method: str
    path: str
    operation: dict[str, Any]

    def matches(self, method: str, path: str) -> bool:
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(self.path))
        return self.method == method and re.fullmatch(pattern, path) is not None

    def names(self, place: str) -> set[str]:
        return {p["name"] for p in self.operation.get("parameters", []) if p["in"] == place}

    @property
    def success(self) -> tuple[int, dict[str, Any]]:
        status = min(int(code) for code in self.operation["responses"] if code.startswith("2"))
        return status, self.operation["responses"][str(status)].get("content", {})


@cache
def document() -> dict[str, Any]:
    return json.loads((ROOT / "codegen" / "invokeai-openapi.json").read_text())


@cache
def declared() -> tuple[Declared, ...]:
    return tuple(
        Declared(method.upper(), path, details)
        for path, methods in document()["paths"].items()
        for method, details in methods.items()
    )


def least(schema: dict[str, Any], depth: int = 0) -> Any:  # noqa: C901, PLR0911 - a line for each kind of schema
    """Make the smallest value that a schema allows."""
    if "$ref" in schema:
        return least(document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]], depth + 1)
    for word in ("const", "default"):
        if word in schema:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return least(schema[word][0], depth)
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", [])
            return {name: least(schema.get("properties", {}).get(name, {}), depth + 1) for name in wanted}
        case "array":
            return [least(schema["items"], depth + 1)] if depth < 3 else []
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case "string":
            return "2026-11-24 00:00:00.000" if schema.get("format") == "date-time" else "x"
        case _:
            return None


def arguments(name: str) -> dict[str, Any]:
    """Make the fewest arguments that an operation takes; the path's are such as need quoting."""
    wanted = operation(name)
    given: dict[str, Any] = {}
    for parameter in inspect.signature(wanted.build).parameters.values():
        if parameter.default is not inspect.Parameter.empty:
            continue
        kind = str(parameter.annotation)
        if kind.startswith("list["):
            given[parameter.name] = ["x", "y"]
        elif parameter.name == "body":
            given[parameter.name] = {"some": ["plain", {"json": None}]}
        elif parameter.annotation in {int, bool}:
            given[parameter.name] = parameter.annotation(7)
        else:
            given[parameter.name] = "ü/?#%" if parameter.name in wanted.path_parameters else "ü &="
    return given


def is_form(entry: Declared) -> bool:
    return "multipart/form-data" in entry.operation.get("requestBody", {}).get("content", {})


def test_the_bindings_have_every_operation_of_the_server():
    assert len(operation_names()) == len(declared()) == 191


def test_no_parameter_clashes_with_the_transport_s_own():
    clashes = {
        (name, parameter)
        for name in operation_names()
        for parameter in inspect.signature(operation(name).build).parameters
        if parameter in TRANSPORT_KEYWORDS
    }
    assert not clashes


@pytest.mark.parametrize("name", operation_names())
async def test_an_operation_is_called_as_declared(loopback, connect, answer, name):
    found: list[Declared] = []

    def reply(request: Any) -> Any:
        # The most literal path is the one the server's router would take.
        matching = [entry for entry in declared() if entry.matches(request.method, request.path)]
        found.append(min(matching, key=lambda entry: entry.path.count("{")))
        status, content = found[-1].success
        if status == 204:
            return answer(204, b"", "")
        kind = next((kind for kind in content if kind in BINARY), "application/json")
        if kind in BINARY:
            return answer(status, b"\x00bytes", kind)
        return answer(status, json.dumps(least(content.get(kind, {}).get("schema", {}))).encode(), kind)

    loopback.answer = reply
    transport = connect(token="t")
    wanted = operation(name)
    args = arguments(name)
    entry = next((d for d in declared() if is_form(d) and d.operation["operationId"] == name.partition(".")[2]), None)
    if entry is not None:
        del args["body"]
        result = await transport.upload(name, file=b"\x89PNG", filename="a.png", fields={"data": "{}"}, **args)
    else:
        result = await transport.call(name, **args)
    (request,) = loopback.requests
    (entry,) = found
    assert set(request.query) <= entry.names("query")
    assert {key.rstrip("_") for key in args if key not in wanted.path_parameters} - {"body"} <= set(request.query)
    if entry.operation.get("requestBody", {}).get("required") and not is_form(entry):
        assert json.loads(request.body) == args["body"]
    assert request.headers["authorization"] == "Bearer t"
    status, content = entry.success
    if status == 204 or request.method == "HEAD":
        assert result is None
    elif BINARY & set(content):
        assert result in (b"\x00bytes", "\x00bytes")
