"""`WorkflowDefinition`: the JSON of a workflow, preserved exactly, with readers and writers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NoReturn, Self

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.document_kinds import find_contents, is_workflow
from invokeai_sdk.workflow.json_checks import describe_kind
from invokeai_sdk.workflow.json_values import clone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.schema.types import NodeTemplate
    from invokeai_sdk.workflow.findings import Finding


class WorkflowDefinition:
    """The JSON of a workflow, exactly as it was read.

    The JSON is not interpreted: unknown keys survive `from_file` and `save`, and integers of any size stay exact.
    `Workflow` interprets it.

    Args:
        raw: the JSON object; it is not copied, so do not change it afterwards.
        findings: what reading changed.

    Attributes:
        raw: the JSON object; treat it as read-only.
        findings: what reading changed, such as values taken from the graph that made an image; empty for workflows from
            files. `Workflow.findings` begins with these.

    Raises:
        WorkflowFormatError: `raw` is not a `dict`.
    """

    __slots__ = ("findings", "raw")

    def __init__(self, raw: JSONObject, *, findings: Iterable[Finding] = ()) -> None:
        if type(raw) is not dict:
            raise WorkflowFormatError(f"a workflow is a JSON object, not {type(raw).__name__}")
        self.raw: JSONObject = raw
        self.findings: tuple[Finding, ...] = tuple(findings)

    @property
    def id(self) -> str | None:
        """The id that a server stores the workflow under; `None` for workflows from files."""
        return _get_text(self.raw.get("id")) or None

    @property
    def name(self) -> str:
        """The workflow's name, possibly empty."""
        return _get_text(self.raw.get("name"))

    @property
    def version(self) -> str:
        """The version of the workflow schema, such as `4.0.0`; empty if the JSON states none."""
        meta = self.raw.get("meta")
        return _get_text(meta.get("version")) if isinstance(meta, dict) else ""

    @classmethod
    def from_dict(cls, raw: JSONObject, *, catalogue: Mapping[str, NodeTemplate] | None = None) -> Self:
        """Take a decoded JSON object: a workflow, or a document that contains one or a graph.

        A workflow is not copied. Of a record of the server's library the workflow is taken, and of a queue item, or of
        what the server stores with an image, the workflow with the values of the graph, as by `from_embedded`. From a
        graph or a session, a workflow is built, as by `from_graph`. Loading any other document raises an error that
        says what the document is.

        Args:
            raw: the JSON object.
            catalogue: the node types for documents with a graph; the catalogue bundled with the SDK by default.

        Raises:
            WorkflowFormatError: `raw` is not a `dict`, or the graph in it is damaged.
        """
        if type(raw) is not dict or is_workflow(raw):
            return cls(raw)
        contents = find_contents(raw)
        if contents is None:
            return cls(raw)
        workflow = _parse_object(contents.workflow) if isinstance(contents.workflow, str) else contents.workflow
        if workflow is None:
            graph = _parse_object(contents.graph) if isinstance(contents.graph, str) else contents.graph
            return cls.from_graph(graph or {}, catalogue=catalogue)
        graph = _parse_graph(contents.graph) if isinstance(contents.graph, str) else contents.graph
        return cls.from_embedded(workflow, graph, catalogue=catalogue)

    @classmethod
    def from_json(cls, text: str | bytes | bytearray) -> Self:
        """Decode JSON text of any document that `from_dict` takes.

        Raises:
            WorkflowFormatError: the text is not JSON, not an object, or nested too deeply.
        """
        return cls.from_dict(_parse_object(text))

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Read a JSON file with any document that `from_dict` takes.

        Raises:
            WorkflowFormatError: the file cannot be read, is not a regular file, is larger than 64 MiB, or is not a JSON
                object; the message names the file.
        """
        from invokeai_sdk.workflow.regular_files import read_regular_file  # noqa: PLC0415 - rarely needed

        content = read_regular_file(path)
        if content.startswith(b"\x89PNG"):
            raise WorkflowFormatError(f"{path}: a PNG; WorkflowDefinition.from_image reads the workflow in it")
        try:
            return cls.from_json(content)
        except WorkflowFormatError as error:
            raise WorkflowFormatError(f"{path}: {error.message}", code=error.code) from error

    @classmethod
    def from_image(cls, image: str | Path | bytes) -> Self:
        """Read the workflow that InvokeAI embedded in a PNG, with the values that made the image.

        If the image holds only a graph, because no workflow made it, the workflow is built from the graph, as in the
        editor.

        Args:
            image: a path, or the bytes of the file.

        Raises:
            WorkflowFormatError: the file is not a PNG, is damaged, or holds neither workflow nor graph.
        """
        from invokeai_sdk.workflow.png_texts import read_png_texts  # noqa: PLC0415 - rarely needed

        texts = read_png_texts(image)
        if texts.workflow is not None:
            return cls.from_embedded(_parse_object(texts.workflow), _parse_graph(texts.graph))
        if texts.graph is None:
            origin = f"; it was made by {texts.program}" if texts.program is not None else ""
            raise WorkflowFormatError(
                f"the image holds neither workflow nor graph of InvokeAI{origin}", code="no_workflow_in_image"
            )
        return cls.from_graph(_parse_object(texts.graph))

    @classmethod
    def from_embedded(
        cls, workflow: JSONObject, graph: JSONObject | None, *, catalogue: Mapping[str, NodeTemplate] | None = None
    ) -> Self:
        """Combine the workflow and the graph that are stored with an image, a video or a queue item.

        The workflow has the values of its form; the graph has the values that made this image, which differ if the
        image belongs to a varied batch. The values of the graph are used where they differ, with a finding for each.

        Args:
            workflow: the workflow's JSON; it is not changed.
            graph: the graph's JSON; `None` if there is none.
            catalogue: the node types; the catalogue bundled with the SDK by default.

        Raises:
            WorkflowFormatError: `workflow` is not a `dict`.
        """
        definition = cls(workflow)
        if graph is None:
            return definition
        from invokeai_sdk.schema.catalogue import Catalogue  # noqa: PLC0415 - reads the bundled nodes
        from invokeai_sdk.workflow.embedded_graph import apply_graph_values  # noqa: PLC0415 - rarely needed

        known = Catalogue.load_bundled() if catalogue is None else catalogue
        raw, findings = apply_graph_values(workflow, graph, known)
        return cls(raw, findings=findings)

    @classmethod
    def from_graph(cls, graph: JSONObject, *, catalogue: Mapping[str, NodeTemplate] | None = None) -> Self:
        """Build a workflow from a graph, such as that of a queue item (`session["graph"]`).

        Args:
            graph: the graph as JSON; it is copied.
            catalogue: the node types; the catalogue bundled with the SDK by default.

        Raises:
            WorkflowFormatError: `graph` is not a graph.
        """
        from invokeai_sdk.schema.catalogue import Catalogue  # noqa: PLC0415 - reads the bundled nodes
        from invokeai_sdk.workflow.graph_to_workflow import build_workflow_from_graph  # noqa: PLC0415 - rarely needed

        return cls(build_workflow_from_graph(graph, Catalogue.load_bundled() if catalogue is None else catalogue))

    def rename_fields(self, *, catalogue: Mapping[str, NodeTemplate] | None = None) -> Self:
        """Return the definition with the current names of inputs that InvokeAI renamed, with a finding for each.

        Loading drops a renamed input as the editor does, with its value, its edge and its place on the form. Load the
        result of this method instead to keep them::

            workflow = Workflow(WorkflowDefinition.from_file("old.json").rename_fields())

        Args:
            catalogue: the node types to load the definition with; the catalogue bundled with the SDK by default.

        Raises:
            WorkflowFormatError: the JSON is nested too deeply.
        """
        from invokeai_sdk.schema.catalogue import Catalogue  # noqa: PLC0415 - reads the bundled nodes
        from invokeai_sdk.workflow.rename_fields import rename_fields  # noqa: PLC0415 - rarely needed

        try:
            raw, findings = rename_fields(self.raw, Catalogue.load_bundled() if catalogue is None else catalogue)
        except RecursionError:
            raise WorkflowFormatError("the workflow is nested too deeply") from None
        return type(self)(raw, findings=(*self.findings, *findings))

    def to_dict(self) -> JSONObject:
        """Return a copy of the JSON object.

        Raises:
            WorkflowFormatError: the JSON is nested too deeply.
        """
        try:
            return clone(self.raw)
        except RecursionError:
            raise WorkflowFormatError("the workflow is nested too deeply") from None

    def to_json(self, *, indent: int | None = 2) -> str:
        """Return the JSON text.

        Args:
            indent: the number of spaces to indent by; `None` for a single line.

        Raises:
            WorkflowFormatError: `raw` holds a value that JSON cannot represent.
        """
        try:
            return json.dumps(self.raw, indent=indent, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError) as error:
            raise WorkflowFormatError(f"the workflow cannot be written as JSON: {error}") from error

    def save(self, path: str | Path) -> Path:
        """Write the JSON to a file, which is replaced if it exists, and return its path.

        Raises:
            WorkflowFormatError: `raw` holds a value that JSON cannot represent; the file is not changed.
            OSError: the file cannot be written.
        """
        # Lone surrogates are valid in JSON escapes but not in UTF-8: a file with one is written in ASCII.
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

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # instances are mutable and compared by value

    def __repr__(self) -> str:
        return f"<WorkflowDefinition {self.name!r} version={self.version!r}>"


def _get_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _parse_object(text: str | bytes | bytearray) -> JSONObject:
    """Decode JSON text, which must be an object.

    Raises:
        WorkflowFormatError: the text is not JSON, not an object, or nested too deeply.
    """
    try:
        raw = json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise WorkflowFormatError("the JSON is nested too deeply") from None
    except ValueError as error:  # also UnicodeDecodeError, and integers beyond Python's digit limit
        raise WorkflowFormatError(f"not a JSON document: {error}") from error
    if type(raw) is not dict:
        advice = f" of {len(raw)} entries; load one of them" if isinstance(raw, list) else ""
        raise WorkflowFormatError(f"a workflow is a JSON object, not {describe_kind(raw)}{advice}")
    return raw


def _parse_graph(text: str | None) -> JSONObject | None:
    """Decode the graph beside a workflow; `None` if there is none or it is damaged, as the workflow suffices."""
    try:
        return None if text is None else _parse_object(text)
    except WorkflowFormatError:
        return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
