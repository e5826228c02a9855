"""Compatibility of field types: rules for which output type can be connected to which input type.

The rules are those of InvokeAI's editor
(`invokeai/frontend/web/src/features/nodes/store/util/validateConnectionTypes.ts`).
"""

from __future__ import annotations

from typing import Final

from invokeai_sdk.schema.types import Cardinality, FieldType

_SINGLE = Cardinality.SINGLE
_COLLECTION = Cardinality.COLLECTION
_EITHER = Cardinality.SINGLE_OR_COLLECTION

_WIDENINGS: Final = frozenset(
    {("IntegerField", "FloatField"), ("IntegerField", "StringField"), ("FloatField", "StringField")}
)
"""Pairs (source, target) of different type names whose values the server converts."""

_COMPATIBLE_CARDINALITIES: Final = frozenset(
    {
        (_SINGLE, _SINGLE),
        (_SINGLE, _EITHER),
        (_COLLECTION, _COLLECTION),
        (_COLLECTION, _EITHER),
        (_EITHER, _EITHER),
    }
)
"""Pairs (source, target)."""


def is_same_type(first: FieldType, second: FieldType) -> bool:
    """Return whether two types are equal, by their own names or by the original types that UI hints override."""
    if first.name == second.name and first.cardinality is second.cardinality and first.batch == second.batch:
        return True
    if first.original is None and second.original is None:
        return False
    return not _get_identities(first).isdisjoint(_get_identities(second))


def _get_identities(of: FieldType) -> frozenset[tuple[str, Cardinality, bool]]:
    own = (of.name, of.cardinality, of.batch)
    if of.original is None:
        return frozenset((own,))
    return frozenset((own, (of.original.name, of.original.cardinality, of.original.batch)))


def can_connect(source: FieldType, target: FieldType) -> bool:
    """Return whether an output of one type can be connected to an input of another type.

    Equal types can always be connected. Different types can be connected if both or neither are batches, and one of
    these rules applies: generic items and collections, a single value into an input for one or many values, widening
    of numbers, or `AnyField`.
    """
    if is_same_type(source, target):
        return True
    if source.batch != target.batch:
        return False
    cardinalities_match = (source.cardinality, target.cardinality) in _COMPATIBLE_CARDINALITIES
    return (
        (source.name == "CollectionItemField" and target.cardinality is not _COLLECTION)
        or (source.cardinality is _SINGLE and target.name == "CollectionItemField")
        or (target.cardinality is _EITHER and source.name == target.name)
        or (source.name == "CollectionField" and target.cardinality is not _SINGLE)
        or (target.name == "CollectionField" and source.cardinality is _COLLECTION)
        or (cardinalities_match and (source.name, target.name) in _WIDENINGS)
        or target.name == "AnyField"
        or (source.name == "AnyField" and cardinalities_match)
    )


def can_share_value(first: FieldType, second: FieldType) -> bool:
    """Return whether one value can have both types, as required of the branches of an `if` node.

    The targets downstream of one connector must fulfil the same condition.
    """
    single_and_collection = (
        first.name == second.name
        and first.batch == second.batch
        and {first.cardinality, second.cardinality} == {_SINGLE, _COLLECTION}
    )
    return can_connect(first, second) or can_connect(second, first) or single_and_collection
