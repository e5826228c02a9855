"""Synthetic answers of a server, made from its own document, the same every time."""

from __future__ import annotations

from codegen.walk import members, reference

FULL_TURNS = 4
"""How many full payloads are made, each taking another member of every union."""


class Synthesiser:
    """Makes JSON for the schemas of one document; of `tomorrow`, with values that no enum of today has."""

    def __init__(self, document, *, tomorrow=False):
        self._schemas = document["components"]["schemas"]
        self._tomorrow = tomorrow

    def payloads(self, schema):
        """Yield the least that a schema allows, then as much as it allows, in several ways."""
        yield self._value(schema, None, ())
        for turn in range(FULL_TURNS):
            yield self._value(schema, turn, ())

    def _value(self, schema, turn, inside):
        """Return one value; `turn` is None for the least."""
        name = reference(schema)
        if name is not None:
            # A schema that contains itself is cut off with the smallest value of it.
            return self._value(self._schemas[name], None if inside.count(name) else turn, (*inside, name))
        known = [schema["const"]] if "const" in schema else schema.get("enum")
        if known:
            return self._known(known, turn)
        if union := members(schema) or schema.get("allOf"):
            return self._value(self._member(union, turn), turn, inside)
        match schema.get("type"):
            case "array":
                return self._list(schema, turn, inside)
            case "object":
                return self._object(schema, turn, inside)
            case kind:
                return self._scalar(kind, schema, turn)

    def _known(self, values, turn):
        if self._tomorrow and isinstance(values[0], str):
            return "a value of tomorrow"
        return values[0 if turn is None else -1]

    def _member(self, union, turn):
        absent = [m for m in union if m.get("type") == "null"]
        present = [m for m in union if m.get("type") != "null"]
        if turn is None:
            return (absent or present)[0]
        return present[turn % len(present)]

    def _list(self, schema, turn, inside):
        items = schema.get("items", {})
        if turn is None:
            return [self._value(items, None, inside)] * schema.get("minItems", 0)
        return [self._value(item, turn, inside) for item in members(items) or [items]]

    def _object(self, schema, turn, inside):
        properties = schema.get("properties", {})
        if turn is None:
            wanted = [name for name in properties if name in schema.get("required", ())]
            return {name: self._value(properties[name], None, inside) for name in wanted}
        made = {name: self._value(value, turn, inside) for name, value in properties.items()}
        extra = schema.get("additionalProperties")
        if isinstance(extra, dict):
            made["some key"] = self._value(extra, turn, inside)
        elif properties:
            made["a_field_of_tomorrow"] = {"of": ["any", "shape"]}
        return made

    def _scalar(self, kind, schema, turn):
        full = turn is not None
        match kind:
            case "string":
                return "text" if full else ""
            case "integer":
                return int(schema.get("maximum", 7)) if full else int(schema.get("minimum", 0))
            case "number":
                return 0.5 if full else 0
            case "boolean":
                return full
            case "null":
                return None
        return {"anything": [1, "two"]} if full else None
