"""Why an edge cannot be."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class ConnectionProblem(StrEnum):
    """Why an edge cannot be; the values are the editor's own message keys (without their `nodes.` prefix)."""

    SELF = "cannotConnectToSelf"
    DUPLICATE = "cannotDuplicateConnection"
    MISSING_NODE = "missingNode"
    MISSING_NODE_TEMPLATE = "missingInvocationTemplate"
    MISSING_FIELD_TEMPLATE = "missingFieldTemplate"
    DIRECT_INPUT = "cannotConnectToDirectInput"
    MIXED_COLLECTION = "cannotMixAndMatchCollectionItemTypes"
    SECOND_CONNECTION = "inputMayOnlyHaveOneConnection"
    TYPE_MISMATCH = "fieldTypesMustMatch"
    CYCLE = "connectionWouldCreateCycle"

    @property
    def text(self) -> str:
        """What is wrong, as the end of a sentence that starts with the edge."""
        return _TEXTS[self]


_TEXTS: Final[Mapping[ConnectionProblem, str]] = {
    ConnectionProblem.SELF: "a node cannot feed itself",
    ConnectionProblem.DUPLICATE: "the same connection exists already",
    ConnectionProblem.MISSING_NODE: "one of its ends is not a node of this workflow",
    ConnectionProblem.MISSING_NODE_TEMPLATE: "one of its ends is not a node that takes part in the graph",
    ConnectionProblem.MISSING_FIELD_TEMPLATE: "the node has no such input or output",
    ConnectionProblem.DIRECT_INPUT: "the input takes a direct value only, no connection",
    ConnectionProblem.MIXED_COLLECTION: "a collect node takes items of one type only",
    ConnectionProblem.SECOND_CONNECTION: "the input already has a connection",
    ConnectionProblem.TYPE_MISMATCH: "the output's type does not fit the input's",
    ConnectionProblem.CYCLE: "it would close a cycle",
}
