"""Types of request bodies: a TypedDict for each schema that only a caller writes.

The generator's model classes suit answers. For a body, a TypedDict is better: callers write plain dicts, a misspelt key
is a type error, and the dicts are sent unchanged. So the bodies are taken out of the document before the generator
reads it, and written to `bodies.py`; `templates/endpoint_init.py.jinja` refers to them by operation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from codegen.prune import prune
from codegen.spec import CodegenError, JSONObject, operation_name, operations, schemas
from codegen.walk import body_schemas, known_values, members, refer, reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONTENT_TYPES: Final[Mapping[str, Literal["json", "form"]]] = {
    "application/json": "json",
    "multipart/form-data": "form",
}
_SCALARS: Final = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_VERBATIM: Final = frozenset({"Graph", "Workflow", "WorkflowWithoutID"})
"""Schemas of documents that other code produces whole: their type is `JSONObject`."""

_HEADER: Final = '''\
"""The bodies of requests, as dicts with typed keys. Keys with the value `UNSET` are not sent."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from invokeai_sdk._request import File
from invokeai_sdk._types import JSONObject, JSONValue, Unset
'''


@frozen
class Body:
    """The body of one operation.

    Attributes:
        kind: how it is sent.
        type: its type, as source.
        names: the names of `bodies.py` in that type.
        required: whether the operation needs one.
        is_object: whether the type is a dict, from which unset keys are dropped.
    """

    kind: Literal["json", "form"]
    type: str
    names: tuple[str, ...]
    required: bool
    is_object: bool


def extract_bodies(document: JSONObject) -> tuple[dict[str, Body], str]:
    """Take the request bodies out of a prepared document, in place, with the schemas that only they use.

    Returns:
        The bodies by operation, and the source of `bodies.py`.

    Raises:
        CodegenError: a body is of a media type or schema that this module does not know.
    """
    contents = [content for o in operations(document).values() for content in body_schemas(o)]
    outermost = {_class_name(name) for schema in contents if (name := reference(schema))}
    writer = _TypeWriter(schemas(document), outermost)
    bodies: dict[str, Body] = {}
    for operation in operations(document).values():
        if (request_body := operation.pop("requestBody", None)) is not None:
            name = operation_name(operation)
            bodies[name] = _read_body(writer, name, request_body)
    prune(document)
    return bodies, writer.source()


def _read_body(writer: _TypeWriter, operation: str, request_body: JSONObject) -> Body:
    ((content_type, content),) = request_body["content"].items()
    if content_type not in _CONTENT_TYPES:
        raise CodegenError(f"{operation}: the body is {content_type}, which bodies.py cannot describe")
    schema = content["schema"]
    if "properties" in schema:  # an inline object: it gets a name from its operation
        inline = f"Body_{operation.partition('.')[2]}"
        writer.named[inline] = schema
        writer.outermost.add(_class_name(inline))
        schema = refer(inline)
    source = writer.type_of(schema)
    names = tuple(sorted(set(re.findall(r"\w+", source)) & {*writer.classes, "JSONObject", "JSONValue"}))
    required = bool(request_body.get("required"))
    return Body(_CONTENT_TYPES[content_type], source, names, required, is_object=source in writer.classes)


class _TypeWriter:
    """Writes schemas as Python types, and object schemas as TypedDict classes.

    Unset keys are dropped from a body itself, not from the objects within.
    """

    def __init__(self, named: JSONObject, outermost: set[str]) -> None:
        self.named = named
        self.outermost = outermost
        self.classes: dict[str, str] = {}

    def source(self) -> str:
        return _HEADER + "".join(f"\n\n{source}" for _, source in sorted(self.classes.items()))

    def type_of(self, schema: JSONObject) -> str:
        """Return the type of a schema as source."""
        if name := reference(schema):
            return self._type_of_named(name)
        if union := members(schema):
            return " | ".join(dict.fromkeys(self.type_of(member) for member in union))
        return self._type_of_value(schema)

    def _type_of_value(self, schema: JSONObject) -> str:
        match schema.get("type"):
            case "array":
                return f"list[{self.type_of(schema.get('items', {}))}]"
            case "object":
                return self._type_of_mapping(schema)
            case "string" if schema.get("format") == "binary":
                return "File"
            case str(kind):
                return _SCALARS[kind]
            case _:
                return "JSONValue"

    def _type_of_mapping(self, schema: JSONObject) -> str:
        if schema.get("properties"):
            raise CodegenError(f"an object within a body has no name: {sorted(schema['properties'])}")
        values = schema.get("additionalProperties")
        return f"dict[str, {self.type_of(values)}]" if isinstance(values, dict) and values else "JSONObject"

    def _type_of_named(self, name: str) -> str:
        schema = self.named[name]
        if name in _VERBATIM:
            return "JSONObject"
        if schema.get("type") != "object" or not schema.get("properties"):
            return self.type_of(schema)
        class_name = _class_name(name)
        if class_name not in self.classes:
            self.classes[class_name] = ""  # a schema may contain itself
            self.classes[class_name] = "\n".join(self._class_lines(class_name, schema)) + "\n"
        return class_name

    def _class_lines(self, class_name: str, schema: JSONObject) -> Iterator[str]:
        properties: JSONObject = schema["properties"]
        required = set(schema.get("required", ()))
        types = {key: self.type_of(value) for key, value in properties.items()}
        unset = " | Unset" if class_name in self.outermost else ""
        types = {k: source if k in required else f"NotRequired[{source}{unset}]" for k, source in types.items()}
        if not all(key.isidentifier() for key in types):
            entries = ", ".join(f'"{key}": "{source}"' for key, source in types.items())
            yield f'{class_name} = TypedDict("{class_name}", {{{entries}}})'
            return
        yield f"class {class_name}(TypedDict):"
        described = _describe(schema) or f"The body of a request: `{class_name}`."
        yield f'    """{described}"""'
        yield ""
        for key, source in types.items():
            yield f"    {key}: {source}"
            if comment := _describe(properties[key]):
                yield f'    """{comment}"""'


def _class_name(schema_name: str) -> str:
    """Return the name of a schema's TypedDict: `EnqueueBatchBody` for FastAPI's `Body_enqueue_batch`."""
    stem = schema_name.removeprefix("Body_")
    words = "".join(word[:1].upper() + word[1:] for word in stem.split("_"))
    return words + "Body" if stem != schema_name else words


def _describe(schema: JSONObject) -> str:
    """Return a schema's description on one line, with the known values of an open enum."""
    text = " ".join(str(schema.get("description", "")).split()).replace("\\", "\\\\").replace('"""', "'''")
    known = known_values(schema)
    if len(known) > 1 and "Known values" not in text:
        text = f"{text.rstrip('.')}. " if text else ""
        text += f"Known values: {', '.join(map(str, known))}."
    return f"{text} " if text.endswith('"') else text
