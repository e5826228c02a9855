"""The blocking counterpart of `invokeai_sdk.repositories.paging`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import Any, Generic

from invokeai_sdk.repositories.paging import Listing, T
from invokeai_sdk.sync.mirror import SyncIterator


class SyncListing(SyncIterator[T], Generic[T]):
    """Everything a server lists, item by item: `for item in listing`, or as a list: `listing`.

    The first request is sent when the first item is needed. A listing can be read once; awaiting a listing that was
    read in part returns the rest.
    """

    _async: Listing[Any]
