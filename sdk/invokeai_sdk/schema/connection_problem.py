"""`ConnectionProblem`: the reasons why a connection between two nodes is invalid."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class ConnectionProblem(StrEnum):
    """A reason why a connection is invalid.

    The values are the keys of the messages in InvokeAI's editor, without their `nodes.` prefix.
    """

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
        """The problem as a clause, to be appended to a message that names the connection."""
        return _TEXTS[self]


_TEXTS: Final[Mapping[ConnectionProblem, str]] = {
    ConnectionProblem.SELF: "a node cannot be connected to itself",
    ConnectionProblem.DUPLICATE: "the same connection exists already",
    ConnectionProblem.MISSING_NODE: "the workflow has no node with the id at one of its ends",
    ConnectionProblem.MISSING_NODE_TEMPLATE: "the node at one of its ends is not part of the graph",
    ConnectionProblem.MISSING_FIELD_TEMPLATE: "the node has no such input or output",
    ConnectionProblem.DIRECT_INPUT: "the input accepts only a direct value, not a connection",
    ConnectionProblem.MIXED_COLLECTION: "a collect node accepts only items of one type",
    ConnectionProblem.SECOND_CONNECTION: "the input already has a connection",
    ConnectionProblem.TYPE_MISMATCH: "the type of the output does not match the type of the input",
    ConnectionProblem.CYCLE: "it would close a cycle",
}
