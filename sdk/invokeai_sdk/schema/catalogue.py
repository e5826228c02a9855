"""`Catalogue`: the node types of a server, with the template of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invokeai_sdk._suggest import find_close_matches
from invokeai_sdk.errors import SchemaError
from invokeai_sdk.schema.codec import decode_node, encode_node
from invokeai_sdk.schema.openapi import parse_openapi
from invokeai_sdk.schema.types import NodeTemplate

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject


_MISSPELT: Final = 0.85
"""How similar a node type is that may be meant; less similar types have a word in common and another purpose."""


class Catalogue(Mapping[str, NodeTemplate]):
    """An immutable mapping from node types to templates.

    A template is decoded from compact JSON when it is first looked up, so that loading the bundled catalogue of 309
    nodes takes little longer than reading its file.

    Args:
        nodes: the templates by node type.
        server_version: the version of the server that describes the nodes, such as `6.14.2`; `None` if unknown.

    Attributes:
        server_version: the version of the server that describes the nodes; `None` if unknown.
    """

    def __init__(self, nodes: Mapping[str, NodeTemplate], *, server_version: str | None = None) -> None:
        self.server_version = server_version
        self._nodes = dict(nodes)
        self._compact: Mapping[str, JSONObject] = {}

    @classmethod
    def load_bundled(cls) -> Catalogue:
        """Load the catalogue of the server version that this SDK was generated from.

        The file is read once; later calls return the same object.

        Raises:
            SchemaError: the generated bindings are not installed.
        """
        return _read_bundled()

    @classmethod
    def from_openapi(cls, document: JSONObject, *, server_version: str | None = None) -> Catalogue:
        """Build the catalogue from a server's OpenAPI document, custom nodes included.

        Args:
            document: the server's `/openapi.json`, decoded.
            server_version: the server's version, which the document does not contain.

        Raises:
            SchemaError: the document is not that of an InvokeAI server.
        """
        return cls(parse_openapi(document), server_version=server_version)

    @classmethod
    def from_json(cls, data: JSONObject) -> Catalogue:
        """Build the catalogue from the JSON that `to_json` returned.

        Raises:
            SchemaError: the JSON is not that of a catalogue.
        """
        nodes = data.get("nodes")
        if not isinstance(nodes, dict):
            raise SchemaError("not a node catalogue: the key 'nodes' must hold an object")
        catalogue = cls({}, server_version=data.get("server_version"))
        catalogue._compact = nodes
        return catalogue

    def to_json(self) -> JSONObject:
        """Return the catalogue as a compact JSON object with the keys `server_version` and `nodes`."""
        return {
            "server_version": self.server_version,
            "nodes": {name: self._compact.get(name) or encode_node(self._nodes[name]) for name in self},
        }

    def suggest(self, node_type: str) -> tuple[str, ...]:
        """Return the node types most similar to a misspelt node type: at most three, the most similar first."""
        return find_close_matches(node_type, self, similarity=_MISSPELT)

    def __getitem__(self, node_type: str) -> NodeTemplate:
        template = self._nodes.get(node_type)
        if template is None:
            template = self._nodes[node_type] = decode_node(node_type, self._compact[node_type])
        return template

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
def _read_bundled() -> Catalogue:
    # find_spec locates the bindings without importing them.
    spec = find_spec("invokeai_api")
    if spec is None or spec.origin is None:
        raise SchemaError(
            "the generated package invokeai_api is not installed; reinstall invokeai-sdk, which contains it"
        )
    return Catalogue.from_json(json.loads(Path(spec.origin).with_name("nodes.json").read_bytes()))
