"""Search for one record by its id or its name."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from invokeai_sdk._suggest import did_you_mean, find_close_matches
from invokeai_sdk.errors import AmbiguousNameError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Record = TypeVar("_Record")


def find_record(
    records: Sequence[_Record],
    id_or_name: str,
    *,
    kind: str,
    id_of: Callable[[_Record], str],
    name_of: Callable[[_Record], str],
    url: str,
) -> _Record:
    """Return the record with an id, or else the only record with a name.

    Args:
        records: the records to search.
        id_or_name: the id, or the exact name.
        kind: the word for a record in error messages, such as "style preset".
        id_of: returns the id of a record.
        name_of: returns the name of a record.
        url: the address that the records were requested from, for error messages.

    Raises:
        NotFoundError: no record has this id or name; the message suggests similar names.
        AmbiguousNameError: several records have this name; the candidates are their ids.
    """
    for record in records:
        if id_of(record) == id_or_name:
            return record
    named = [record for record in records if name_of(record) == id_or_name]
    if len(named) > 1:
        raise AmbiguousNameError(
            f"{len(named)} {kind}s have the name {id_or_name!r}; use an id instead",
            candidates=[id_of(record) for record in named],
        )
    if not named:
        suggestions = find_close_matches(id_or_name, map(name_of, records))
        raise NotFoundError(
            f"no {kind} has the id or name {id_or_name!r}{did_you_mean(suggestions)}",
            method="GET",
            url=url,
            status_code=HTTPStatus.NOT_FOUND,
            body=None,
        )
    return named[0]
