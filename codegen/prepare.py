"""Make of a server's document what the generator gets."""

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
    """Return the document corrected, opened, relaxed and pruned.

    Args:
        document: the document as the server gave it; it is not changed.

    Raises:
        CodegenError: a correction matches nothing any more.
    """
    prepared = deepcopy(document)
    apply_overlay(prepared)
    opened(prepared)
    compat.relax(prepared)
    return prepared


def opened(document: JSONObject) -> None:
    """Apply every transform and prune, in place."""
    for transform in TRANSFORMS:
        transform(document)
    prune(document)
