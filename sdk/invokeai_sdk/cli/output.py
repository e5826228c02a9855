"""What commands print: JSON for programs on standard output, text for people."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from invokeai_sdk.errors import GraphError, WorkflowError

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.errors import InvokeAIError


def print_json(value: Any) -> None:
    """Print a value as one line of JSON, in ASCII so that no terminal's encoding can get in its way.

    Raises:
        GraphError: if it holds a number that JSON cannot carry, or is nested too deeply.
    """
    try:
        text = json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise GraphError(f"the result cannot be written as JSON: {error}", code="not_json") from error
    print(text)


def print_error(error: InvokeAIError, *, as_json: bool) -> None:
    """Print an error: as JSON on standard output, or as one line on standard error."""
    if as_json:
        print_json({"error": error_json(error)})
    else:
        print(f"error: {error}", file=sys.stderr)


def error_json(error: InvokeAIError) -> JSONObject:
    """Return an error as JSON."""
    where = error if isinstance(error, WorkflowError) else None
    return {
        "type": type(error).__name__,
        "code": where.code if where else None,
        "message": str(error),
        "node_id": where.node_id if where else None,
        "field_name": where.field_name if where else None,
    }


def print_rich(value: object) -> None:
    """Print something that rich can draw; as plain text where rich is not installed."""
    try:
        from rich.console import Console  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        print(value)
        return
    Console(soft_wrap=not sys.stdout.isatty()).print(value)
