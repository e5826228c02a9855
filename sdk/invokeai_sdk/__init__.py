"""Drive InvokeAI from Python: typed workflows, exact graphs, live events, no lost jobs.

Everything public is here and loads when it is first used, so that importing this package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from invokeai_sdk._version import __version__

if TYPE_CHECKING:
    from invokeai_sdk._types import UNSET, JSONObject, JSONValue
    from invokeai_sdk.client import InvokeAIClient
    from invokeai_sdk.errors import InvokeAIError
    from invokeai_sdk.options import ClientOptions
    from invokeai_sdk.schema.catalogue import Catalogue
    from invokeai_sdk.workflow.definition import WorkflowDefinition

_HOMES = {
    "UNSET": "_types",
    "Catalogue": "schema.catalogue",
    "ClientOptions": "options",
    "InvokeAIClient": "client",
    "InvokeAIError": "errors",
    "JSONObject": "_types",
    "JSONValue": "_types",
    "WorkflowDefinition": "workflow.definition",
}

__all__ = [
    "UNSET",
    "Catalogue",
    "ClientOptions",
    "InvokeAIClient",
    "InvokeAIError",
    "JSONObject",
    "JSONValue",
    "WorkflowDefinition",
    "__version__",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
