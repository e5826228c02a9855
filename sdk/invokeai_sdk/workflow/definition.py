"""A workflow as a file: its JSON, kept exactly as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.values import clone

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.schema.catalogue import Catalogue


class WorkflowDefinition:
    """The JSON of a workflow, exactly as it was read, with helpers to read and write it.

    Nothing is interpreted here beyond "a JSON object": keys this SDK has never heard of survive `from_file` →
    `save`, and integers of any size stay exact. What the JSON means is `Workflow`'s business.

    Args:
        raw: the JSON object; it is not copied, so hand it over for good.

    Attributes:
        raw: the JSON object; treat it as read-only.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: JSONObject) -> None:
        if type(raw) is not dict:
            raise WorkflowFormatError(f"a workflow is a JSON object, not {type(raw).__name__}")
        self.raw = raw

    @property
    def id(self) -> str | None:
        """The id under which a server stores it; files have none."""
        return _text(self.raw.get("id")) or None

    @property
    def name(self) -> str:
        """The workflow's name, possibly empty."""
        return _text(self.raw.get("name"))

    @property
    def version(self) -> str:
        """The version of the workflow *schema*, such as `4.0.0`; empty if the file states none."""
        meta = self.raw.get("meta")
        return _text(meta.get("version")) if isinstance(meta, dict) else ""

    @classmethod
    def from_dict(cls, raw: JSONObject) -> Self:
        """Take a decoded JSON object, for good: it is not copied.

        Raises:
            WorkflowFormatError: it is not an object.
        """
        return cls(raw)

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Self:
        """Decode JSON text.

        Raises:
            WorkflowFormatError: it is not JSON, not an object, or nested too deeply to be read.
        """
        try:
            raw = json.loads(text, parse_constant=_refuse_constant)
        except RecursionError:
            raise WorkflowFormatError("the JSON is nested too deeply") from None
        except ValueError as error:  # also UnicodeDecodeError, and integers beyond Python's digit limit
            raise WorkflowFormatError(f"not a JSON document: {error}") from error
        return cls(raw)

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Read a JSON file.

        Raises:
            WorkflowFormatError: it cannot be read, or is not a JSON object; the message names the file.
        """
        try:
            return cls.from_json(Path(path).read_bytes())
        except (OSError, ValueError) as error:  # WorkflowFormatError is a ValueError
            reason = error.strerror if isinstance(error, OSError) else error
            raise WorkflowFormatError(f"{path}: {reason}") from error

    @classmethod
    def from_image(cls, image: str | Path | bytes) -> Self:
        """Take the workflow that InvokeAI embedded in a PNG it saved; needs the `images` extra (Pillow).

        An image that was not made by a workflow carries only the graph that made it; then the workflow is drawn from
        that, as the editor does.

        Args:
            image: a path, or the bytes of the file.

        Raises:
            MissingExtraError: Pillow is not installed.
            WorkflowFormatError: not an image, or one with neither workflow nor graph.
        """
        from invokeai_sdk.workflow.embedded import read_embedded  # noqa: PLC0415 - loads Pillow

        texts = read_embedded(image)
        if texts.workflow is not None:
            return cls.from_json(texts.workflow)
        if texts.graph is None:
            raise WorkflowFormatError("the image carries neither workflow nor graph", code="no_workflow_in_image")
        return cls.from_graph(cls.from_json(texts.graph).raw)

    @classmethod
    def from_graph(cls, graph: JSONObject, *, catalogue: Catalogue | None = None) -> Self:
        """Draw a workflow of a graph, such as that of a queue item (`session["graph"]`).

        Args:
            graph: the graph as JSON; it is copied.
            catalogue: the node types; those of the server this SDK was generated from by default.

        Raises:
            WorkflowFormatError: it is not a graph.
        """
        from invokeai_sdk.schema.catalogue import Catalogue  # noqa: PLC0415 - reads the bundled nodes
        from invokeai_sdk.workflow.from_graph import workflow_of_graph  # noqa: PLC0415

        return cls(workflow_of_graph(graph, Catalogue.load_bundled() if catalogue is None else catalogue))

    def to_dict(self) -> JSONObject:
        """Return a copy of the JSON object."""
        try:
            copy: JSONObject = clone(self.raw)
        except RecursionError:
            raise WorkflowFormatError("the workflow is nested too deeply") from None
        return copy

    def to_json(self, *, indent: int | None = 2) -> str:
        """Return the JSON text.

        Raises:
            WorkflowFormatError: it holds something JSON cannot say (only a hand-made `raw` can).
        """
        try:
            return json.dumps(self.raw, indent=indent, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise WorkflowFormatError(f"the workflow cannot be written as JSON: {error}") from error

    def save(self, path: str | Path) -> Path:
        """Write the JSON to a file, replacing it.

        Raises:
            WorkflowFormatError: it holds something JSON cannot say; the file is left as it was.
            OSError: the file cannot be written.
        """
        # Lone surrogates, legal in JSON escapes, have no UTF-8: only such a file is written in pure ASCII.
        text = self.to_json()
        try:
            data = text.encode()
        except UnicodeEncodeError:
            data = json.dumps(self.raw, indent=2, allow_nan=False).encode()
        target = Path(path)
        target.write_bytes(data)
        return target

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkflowDefinition) and self.raw == other.raw

    __hash__ = None  # type: ignore[assignment]  # compared by a mutable value

    def __repr__(self) -> str:
        return f"<WorkflowDefinition {self.name!r} version={self.version!r}>"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _refuse_constant(name: str) -> NoReturn:
    msg = f"{name} is not JSON"
    raise ValueError(msg)
