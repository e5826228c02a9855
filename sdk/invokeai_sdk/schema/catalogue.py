"""The catalogue of node types: which nodes there are, and what each takes and gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from invokeai_sdk.schema.codec import decode_node, encode_node
from invokeai_sdk.schema.field_type import SchemaError
from invokeai_sdk.schema.parse import parse_openapi
from invokeai_sdk.schema.types import NodeTemplate

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject

_SUGGESTIONS = 3


class Catalogue(Mapping[str, NodeTemplate]):
    """An immutable mapping from node type to template.

    Templates are built from compact JSON when they are first looked up, so that loading the bundled catalogue of 309
    nodes costs little more than reading its file.

    Args:
        nodes: templates by node type.
        server_version: the server they are of, if known.

    Attributes:
        server_version: the server that the nodes are of, if known.
    """

    def __init__(self, nodes: Mapping[str, NodeTemplate], *, server_version: str | None = None) -> None:
        self.server_version = server_version
        self._nodes = dict(nodes)
        self._compact: Mapping[str, JSONObject] = {}

    @classmethod
    def bundled(cls) -> Catalogue:
        """Return the catalogue of the server that this SDK was generated from; read once.

        Raises:
            SchemaError: the generated bindings are not installed.
        """
        return _bundled()

    @classmethod
    def from_openapi(cls, document: JSONObject, *, server_version: str | None = None) -> Catalogue:
        """Read the nodes of a server's own OpenAPI document, custom nodes included.

        Args:
            document: the decoded `/openapi.json`.
            server_version: the server's version; the document itself does not tell.

        Raises:
            SchemaError: not a server's document.
        """
        return cls(parse_openapi(document), server_version=server_version)

    @classmethod
    def from_json(cls, data: JSONObject) -> Catalogue:
        """Return the catalogue that `to_json` wrote.

        Raises:
            SchemaError: not a catalogue.
        """
        nodes = data.get("nodes")
        if not isinstance(nodes, dict):
            raise SchemaError("not a node catalogue: it has no nodes")
        catalogue = cls({}, server_version=data.get("server_version"))
        catalogue._compact = nodes
        return catalogue

    def to_json(self) -> JSONObject:
        """Return the catalogue as compact JSON."""
        return {
            "server_version": self.server_version,
            "nodes": {name: self._compact.get(name) or encode_node(self._nodes[name]) for name in self},
        }

    def suggest(self, node_type: str) -> tuple[str, ...]:
        """Return the node types that look like a mistyped one, closest first."""
        return tuple(get_close_matches(node_type, self, n=_SUGGESTIONS))

    def __getitem__(self, node_type: str) -> NodeTemplate:
        found = self._nodes.get(node_type)
        if found is None:
            found = self._nodes[node_type] = decode_node(node_type, self._compact[node_type])
        return found

    def __contains__(self, node_type: object) -> bool:
        return node_type in self._nodes or node_type in self._compact

    def __iter__(self) -> Iterator[str]:
        return iter(self._compact or self._nodes)

    def __len__(self) -> int:
        return len(self._compact or self._nodes)

    def __repr__(self) -> str:
        server = f" of InvokeAI {self.server_version}" if self.server_version else ""
        return f"<Catalogue: {len(self)} nodes{server}>"


@cache
def _bundled() -> Catalogue:
    # find_spec does not import the bindings, only finds them.
    spec = find_spec("invokeai_api")
    if spec is None or spec.origin is None:
        raise SchemaError("the generated package invokeai_api is not installed")
    return Catalogue.from_json(json.loads(Path(spec.origin).with_name("nodes.json").read_bytes()))
