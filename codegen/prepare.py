"""Preparation of a server's document for the generator."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from codegen import compat
from codegen.overlay import apply_overlay
from codegen.prune import prune
from codegen.transforms import TRANSFORMS

if TYPE_CHECKING:
    from codegen.spec import JSONObject


def prepare(document: JSONObject) -> JSONObject:
    """Return a copy of the document that the generator can read: corrected, simplified, relaxed and pruned.

    Args:
        document: the document as the server sent it; it is not changed.

    Raises:
        CodegenError: a correction matches nothing.
    """
    prepared = deepcopy(document)
    apply_overlay(prepared)
    simplify(prepared)
    compat.relax(prepared)
    return prepared


def simplify(document: JSONObject) -> None:
    """Apply every transform and prune, in place."""
    for transform in TRANSFORMS:
        transform(document)
    prune(document)
