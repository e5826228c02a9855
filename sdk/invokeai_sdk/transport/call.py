"""The generated endpoint modules, by name: how a request is built and an answer decoded.

Of each module only the two functions that build the request and parse the answer are used, so that
timeouts, retries, authentication and errors stay with the hand-written transport. A contract test
guards these two names.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import frozen

from invokeai_sdk.errors import OptionsError, UnknownOperationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Answer: TypeAlias = Literal["json", "text", "bytes", "nothing"]
"""What an operation answers with when all goes well."""

_API: Final = "invokeai_api.api"

_NOT_A_NAME: Final = frozenset({"", ".", ".."})
"""What a URL's path would swallow: `DELETE …/i/..` would be a call of something else."""


@frozen
class Operation:
    """One operation of the API.

    Attributes:
        name: `tag.operation`, as the generated package is laid out.
        answer: what it answers with.
        path_parameters: those of its arguments that become part of the URL's path.
        build: makes the request's parts (`method`, `url`, `params`, `json`, `files`) from its arguments.
        parse: decodes an answer of a declared status into generated models.
    """

    name: str
    answer: Answer
    path_parameters: tuple[str, ...]
    build: Callable[..., dict[str, Any]]
    parse: Callable[..., Any]


class JSONBody(dict[str, Any]):
    """A plain dict where the generated code wants one of its models: sent as it is."""

    def to_dict(self) -> JSONBody:
        """Answer as a generated model does."""
        return self


class Form:
    """The parts of a multipart form where the generated code wants one of its models."""

    def __init__(self, parts: list[tuple[str, Any]]) -> None:
        self._parts = parts

    def to_multipart(self) -> list[tuple[str, Any]]:
        """Answer as a generated model does."""
        return self._parts


@cache
def operation(name: str) -> Operation:
    """Find an operation; its module is imported on first use.

    Args:
        name: such as `queue.enqueue_batch`.

    Raises:
        UnknownOperationError: the bindings have no such operation.
    """
    tag, _, function = name.partition(".")
    if not (tag.isidentifier() and function.isidentifier()):
        raise UnknownOperationError(name, suggestions=_close(name))
    try:
        module = importlib.import_module(f"{_API}.{tag}.{function}")
    except ModuleNotFoundError:
        raise UnknownOperationError(name, suggestions=_close(name)) from None
    parse = module._parse_response  # noqa: SLF001 - see the module's docstring
    build = module._get_kwargs  # noqa: SLF001
    code = build.__code__
    # The generator makes path parameters positional, and everything else keyword-only.
    return Operation(name, _answer(parse.__code__.co_names), code.co_varnames[: code.co_argcount], build, parse)


def build_request(operation: Operation, args: Mapping[str, Any]) -> dict[str, Any]:
    """Make the parts of a request: `method`, `url`, and what there is of `params`, `json` and `files`.

    Raises:
        OptionsError: an argument that would make another path of the operation's.
        TypeError: an argument that the operation does not have, or one that is missing.
    """
    for name in operation.path_parameters:
        if name in args and str(args[name]) in _NOT_A_NAME:
            raise OptionsError(f"{operation.name}: {name} cannot be {str(args[name])!r}")
    body = args.get("body")
    request = operation.build(**{**args, "body": JSONBody(body)} if type(body) is dict else args)
    request["method"] = request["method"].upper()
    return request


def operation_names() -> tuple[str, ...]:
    """Return the names of all operations the bindings have."""
    api = importlib.import_module(_API)
    names: list[str] = []
    for tag in pkgutil.iter_modules(api.__path__):
        package = importlib.import_module(f"{_API}.{tag.name}")
        names.extend(f"{tag.name}.{module.name}" for module in pkgutil.iter_modules(package.__path__))
    return tuple(sorted(names))


class Decoded:
    """An answer whose JSON is decoded already, as the generated parsers read it."""

    __slots__ = ("_data", "content", "status_code")

    def __init__(self, status_code: int, data: object) -> None:
        self.status_code = status_code
        self.content = b""  # what the parser shows of an answer whose status it does not know
        self._data = data

    def json(self) -> object:
        """Return the decoded JSON."""
        return self._data


def parse_json(operation: Operation, status: int, data: object) -> Any:
    """Make generated models of an answer's JSON.

    Raises:
        Exception: whatever the generated code trips over; the caller says what it means.
    """
    return operation.parse(client=_strict_client(), response=Decoded(status, data))


@cache
def _strict_client() -> object:
    """Make the object that tells the generated parser to raise on undeclared statuses; it never connects."""
    return importlib.import_module("invokeai_api.client").Client(base_url="", raise_on_unexpected_status=True)


def _answer(names: tuple[str, ...]) -> Answer:
    """Tell from the attributes the generated parser reads what it expects of the answer."""
    if "json" in names:
        return "json"
    if "content" in names and "File" in names:
        return "bytes"
    return "text" if "text" in names else "nothing"


def _close(name: str) -> list[str]:
    names = operation_names()
    tail = name.rpartition(".")[2]
    same = [known for known in names if known.rpartition(".")[2] == tail]
    return same or difflib.get_close_matches(name, names, n=3)
