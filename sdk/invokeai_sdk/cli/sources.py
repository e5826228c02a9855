"""Readers of the commands' input: workflows, JSON files and node types."""

from __future__ import annotations

import json
import sys
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from invokeai_sdk._files import read_regular
from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.schema.catalogue import Catalogue
from invokeai_sdk.workflow.definition import WorkflowDefinition
from invokeai_sdk.workflow.workflow import Workflow

if TYPE_CHECKING:
    from argparse import Namespace

    from invokeai_sdk._types import JSONValue
    from invokeai_sdk.workflow.context import CompileContext


def load_workflow(options: Namespace, context: CompileContext | None = None) -> Workflow:
    """Load the workflow that the options name, with the node types of the server that they name, if any.

    Raises:
        WorkflowError: the workflow cannot be read, or is not a workflow.
        APIError: the request for the node types failed.
    """
    definition = read_definition(options.workflow)
    return Workflow(definition, catalogue=read_catalogue(options.url), context=context)


def read_definition(source: str) -> WorkflowDefinition:
    """Read a workflow from a JSON file, from a PNG that InvokeAI saved, or from standard input (`-`)."""
    if source == "-":
        return WorkflowDefinition.from_json(sys.stdin.buffer.read())
    if _is_open_already(source):
        return WorkflowDefinition.from_json(_read_file(source))
    if Path(source).suffix.lower() == ".png":
        return WorkflowDefinition.from_image(source)
    return WorkflowDefinition.from_file(source)


def read_json(path: str) -> JSONValue:
    """Read a JSON file.

    Raises:
        WorkflowFormatError: the file cannot be read, or is not JSON.
    """
    try:
        value: JSONValue = json.loads(_read_file(path), parse_constant=_refuse_constant)
    except (OSError, ValueError, RecursionError) as error:
        raise WorkflowFormatError(f"{path}: {error}") from error
    return value


def _read_file(path: str) -> bytes:
    """Return the content of a regular file, or of a pipe that the shell has opened."""
    return Path(path).read_bytes() if _is_open_already(path) else read_regular(path)


def _is_open_already(path: str) -> bool:
    """Return whether a path is that of an open file of this process, as in `invokeai-sdk lint <(command)`."""
    return path == "/dev/stdin" or path.startswith("/dev/fd/")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def read_catalogue(url: str | None) -> Catalogue:
    """Return the catalogue of the server at a URL, or the bundled catalogue without one."""
    if url is None:
        return Catalogue.load_bundled()
    import asyncio  # noqa: PLC0415 - slow to load, and only used here

    return asyncio.run(_fetch_catalogue(url))


async def _fetch_catalogue(url: str) -> Catalogue:
    # The transport is slow to load, and only used here.
    from invokeai_sdk.options import ClientOptions  # noqa: PLC0415
    from invokeai_sdk.repositories.server_catalogue import OPENAPI_DOCUMENT  # noqa: PLC0415
    from invokeai_sdk.transport import Transport  # noqa: PLC0415

    async with aclosing(Transport(ClientOptions.from_env(url))) as transport:
        document = await transport.send(OPENAPI_DOCUMENT)
    return Catalogue.from_openapi(document if isinstance(document, dict) else {})
