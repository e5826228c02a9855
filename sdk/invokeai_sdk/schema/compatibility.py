"""Which output type may feed which input type.

The rules are the editor's (`invokeai/frontend/web/src/features/nodes/store/util/validateConnectionTypes.ts`).
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
_FITTING: Final = frozenset(
    {
        (_SINGLE, _SINGLE),
        (_SINGLE, _EITHER),
        (_COLLECTION, _COLLECTION),
        (_COLLECTION, _EITHER),
        (_EITHER, _EITHER),
    }
)


def same_type(first: FieldType, second: FieldType) -> bool:
    """Tell whether two types are one, directly or by what the schema said before a UI hint overrode it."""
    if first.name == second.name and first.cardinality is second.cardinality and first.batch == second.batch:
        return True
    if first.original is None and second.original is None:
        return False
    return not _spellings(first).isdisjoint(_spellings(second))


def _spellings(of: FieldType) -> frozenset[tuple[str, Cardinality, bool]]:
    own = (of.name, of.cardinality, of.batch)
    if of.original is None:
        return frozenset((own,))
    return frozenset((own, (of.original.name, of.original.cardinality, of.original.batch)))


def connectable(source: FieldType, target: FieldType) -> bool:
    """Tell whether an output of one type may feed an input of another.

    Mirrors `validateConnectionTypes.ts`: equal types always; otherwise the batch flags must agree, and one of the
    rules for generic items and collections, single-into-either, widening numbers, or `AnyField` must hold.
    """
    if same_type(source, target):
        return True
    if source.batch != target.batch:
        return False
    fits = (source.cardinality, target.cardinality) in _FITTING
    return (
        (source.name == "CollectionItemField" and target.cardinality is not _COLLECTION)
        or (source.cardinality is _SINGLE and target.name == "CollectionItemField")
        or (target.cardinality is _EITHER and source.name == target.name)
        or (source.name == "CollectionField" and target.cardinality is not _SINGLE)
        or (target.name == "CollectionField" and source.cardinality is _COLLECTION)
        or (fits and (source.name, target.name) in _WIDENINGS)
        or target.name == "AnyField"
        or (source.name == "AnyField" and fits)
    )


def interchangeable(first: FieldType, second: FieldType) -> bool:
    """Tell whether two types may stand for one value, as the branches of an `if` and the ends of a connector do."""
    one_and_many = (
        first.name == second.name
        and first.batch == second.batch
        and {first.cardinality, second.cardinality} == {_SINGLE, _COLLECTION}
    )
    return connectable(first, second) or connectable(second, first) or one_and_many
