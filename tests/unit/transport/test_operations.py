"""Every request function of the bindings, sent over a real connection.

The requests are checked against the server's own OpenAPI document, without the corrections of the code generator, and
answered with the smallest answer that the document allows.
"""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import frozen
from invokeai_api import api, bodies

from invokeai_sdk._request import File
from tests.operations import build_functions

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
BINARY = {"image/png", "image/webp", "video/mp4", "application/zip", "text/csv", "text/html", "text/plain"}


@frozen
class Declared:
    """An operation of the OpenAPI document."""

    method: str
    path: str
    operation: dict[str, Any]

    def matches(self, method: str, path: str) -> bool:
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(self.path))
        return self.method == method and re.fullmatch(pattern, path) is not None

    @property
    def query_names(self) -> set[str]:
        return {p["name"] for p in self.operation.get("parameters", []) if p["in"] == "query"}

    @property
    def path_names(self) -> set[str]:
        return set(re.findall(r"\{([^}]*)\}", self.path))  # the document lacks a parameter of one path

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


def smallest(schema: dict[str, Any], depth: int = 0) -> Any:  # noqa: C901, PLR0911 - a line for each kind of schema
    """Return the smallest value that a schema allows."""
    if "$ref" in schema:
        return smallest(document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]], depth + 1)
    for word in ("const", "default"):
        if word in schema:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return smallest(schema[word][0], depth)
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", [])
            return {name: smallest(schema.get("properties", {}).get(name, {}), depth + 1) for name in wanted}
        case "array":
            return [smallest(schema["items"], depth + 1)] if depth < 3 else []
        case "integer" | "number":
            return 1
        case "boolean":
            return True
        case "string":
            return "2026-11-24 00:00:00.000" if schema.get("format") == "date-time" else "x"
        case _:
            return None


def find_declared(method: str, path: str) -> Declared:
    """Return the operation that the server's router would choose: of the matching paths, the most literal one."""
    return min((each for each in declared() if each.matches(method, path)), key=lambda each: each.path.count("{"))


def is_form(entry: Declared) -> bool:
    return "multipart/form-data" in entry.operation.get("requestBody", {}).get("content", {})


def smallest_form(body_type: str) -> dict[str, Any]:
    """Return a form with the required parts of a body type, and with every file."""
    annotations = {name: hint.__forward_arg__ for name, hint in getattr(bodies, body_type).__annotations__.items()}
    file = File(b"\x89PNG", "a.png", "image/png")
    return {
        name: file if "File" in hint else "{}"
        for name, hint in annotations.items()
        if "File" in hint or not hint.startswith("NotRequired")
    }


def smallest_arguments(build: Callable[..., Any], entry: Declared | None = None) -> dict[str, Any]:
    """Return the required arguments of a request function.

    Args:
        build: the request function.
        entry: its operation; strings then contain characters that need quoting, and a body is a form if it should be.
    """
    paths = set() if entry is None else entry.path_names
    arguments: dict[str, Any] = {}
    for parameter in inspect.signature(build).parameters.values():
        if parameter.default is not inspect.Parameter.empty:
            continue
        kind = parameter.annotation
        if kind.startswith("list["):
            arguments[parameter.name] = ["x", "y"]
        elif parameter.name == "body":
            form = entry is not None and is_form(entry)
            arguments["body"] = smallest_form(kind) if form else {"some": ["plain", {"json": None}]}
        elif kind in {"int", "bool"}:
            arguments[parameter.name] = {"int": 7, "bool": True}[kind]
        elif entry is None:
            arguments[parameter.name] = "x"
        else:
            arguments[parameter.name] = "ü/?#%" if parameter.name.rstrip("_") in paths else "ü &="
    return arguments


def test_there_is_a_function_for_every_operation_of_the_server():
    sample = {name: build(**smallest_arguments(build)) for name, build in build_functions().items()}
    assert {(request.method, find_declared(request.method, request.path).path) for request in sample.values()} == {
        (entry.method, entry.path) for entry in declared()
    }
    assert len(sample) == len(declared()) == 191
    assert all(request.operation == name for name, request in sample.items())
    assert {name.partition(".")[0] for name in sample} == set(api.__all__)


@pytest.mark.parametrize("name", build_functions())
async def test_a_request_is_sent_as_declared(loopback, connect, answer, name):
    build = build_functions()[name]
    sample = build(**smallest_arguments(build))
    entry = find_declared(sample.method, sample.path)
    arguments = smallest_arguments(build, entry)

    def reply(_: Any) -> Any:
        status, content = entry.success
        if status == 204:
            return answer(204, b"", "")
        kind = next((kind for kind in content if kind in BINARY), "application/json")
        if kind in BINARY:
            return answer(status, b"\x00bytes", kind)
        return answer(status, json.dumps(smallest(content.get(kind, {}).get("schema", {}))).encode(), kind)

    loopback.answer = reply
    result = await connect(token="t").send(build(**arguments))
    (request,) = loopback.requests
    assert find_declared(request.method, request.path) == entry
    assert set(request.query) <= entry.query_names
    paths = entry.path_names
    assert {key.rstrip("_") for key in arguments} - paths - {"body"} <= set(request.query)
    if is_form(entry):
        parts = [part for part in request.body.split(b"\r\n") if part.startswith(b"Content-Disposition")]
        assert len(parts) == len(arguments["body"])
        assert b"\x89PNG" in request.body
    elif entry.operation.get("requestBody", {}).get("required"):
        assert json.loads(request.body) == arguments["body"]
    assert request.headers["authorization"] == "Bearer t"
    status, content = entry.success
    if status == 204 or request.method == "HEAD":
        assert result is None
    elif BINARY & set(content):
        assert result in (b"\x00bytes", "\x00bytes")
