"""Output of the commands: JSON for programs, text for people."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from invokeai_sdk._text import escape_control_characters
from invokeai_sdk.errors import GraphError, WorkflowError

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.errors import InvokeAIError


def print_json(value: JSONValue) -> None:
    """Print a value as one line of JSON, in ASCII, so that it does not depend on the terminal's encoding.

    Raises:
        GraphError: the value contains a number that JSON cannot represent, or is nested too deeply.
    """
    try:
        text = json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise GraphError(f"the result cannot be written as JSON: {error}", code="not_json") from error
    print(text)


def print_text(text: str) -> None:
    """Print a text for people, with its control characters escaped: names in a workflow may come from strangers."""
    print(escape_control_characters(text))


def print_error(error: InvokeAIError, *, as_json: bool) -> None:
    """Print an error as JSON on standard output, or as one line on standard error."""
    if as_json:
        print_json({"error": make_error_object(error)})
    else:
        print(f"error: {error}", file=sys.stderr)  # the text of an error is escaped


def make_error_object(error: InvokeAIError) -> JSONObject:
    """Return an error as a JSON object."""
    where = error if isinstance(error, WorkflowError) else None
    return {
        "type": type(error).__name__,
        "code": where.code if where else None,
        "message": str(error),
        "node_id": where.node_id if where else None,
        "field_name": where.field_name if where else None,
    }


def print_rich(value: object) -> None:
    """Print an object that rich can draw, as plain text if rich is not installed."""
    try:
        from rich.console import Console  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        print(value)
        return
    Console(soft_wrap=not sys.stdout.isatty()).print(value)
