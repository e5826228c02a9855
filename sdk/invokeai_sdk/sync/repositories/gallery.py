"""The blocking counterpart of `invokeai_sdk.repositories.gallery`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, unwrapped

if TYPE_CHECKING:
    import builtins
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from invokeai_api.models.gallery_item import GalleryItem
    from invokeai_api.models.gallery_item_names_result import GalleryItemNamesResult
    from invokeai_api.models.image_names_result import ImageNamesResult
    from invokeai_api.models.virtual_sub_board_dto import VirtualSubBoardDTO

    from invokeai_sdk.repositories.gallery import GalleryRepository
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef


class SyncGalleryRepository(Mirror):
    """Images and videos in one order, and the boards that the web UI makes of their dates."""

    _async: GalleryRepository

    def list(
        self,
        *,
        board: SyncBoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> Iterator[GalleryItem]:
        """Iterate over images and videos, in constant memory. The filters are those of `client.images.list`."""
        return self._wrapped(
            self._call(
                self._async.list,
                board=unwrapped(board),
                categories=categories,
                origin=origin,
                intermediate=intermediate,
                search=search,
                starred_first=starred_first,
                descending=descending,
                page_size=page_size,
            )
        )

    def names(
        self,
        *,
        board: SyncBoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        date: dt.date | str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> builtins.list[str]:
        """Return the names of images and videos in one request; those that end in `.mp4` are videos.

        Args:
            board: as for `client.images.list`, and so the other filters.
            categories: only these categories.
            origin: only this origin.
            intermediate: only intermediate ones, or only the others.
            search: only those with this text.
            date: only those made on this day, as a date or as `"2026-03-18"`.
            starred_first: the starred ones before all others.
            descending: the newest first.
        """
        return self._call(
            self._async.names,
            board=unwrapped(board),
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
            date=date,
            starred_first=starred_first,
            descending=descending,
        )

    def refs(
        self,
        *,
        board: SyncBoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> GalleryItemNamesResult:
        """Return the names with the kind of each, as the server's older, slower listing does. Prefer `names`."""
        return self._call(
            self._async.refs,
            board=unwrapped(board),
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )

    def dates(self) -> builtins.list[VirtualSubBoardDTO]:
        """Return the days on which something was made, each with its counts and cover, as boards of their own."""
        return self._call(self._async.dates)

    def image_names_of(
        self,
        date: dt.date | str,
        *,
        categories: Sequence[str] | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> ImageNamesResult:
        """Return the names of the images made on a day; on newer servers, `names(date=…)` has the videos, too."""
        return self._call(
            self._async.image_names_of,
            date,
            categories=categories,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )

    def refs_of(
        self,
        date: dt.date | str,
        *,
        categories: Sequence[str] | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> GalleryItemNamesResult:
        """Return the names with the kind of each that were made on a day; prefer `names(date=…)`."""
        return self._call(
            self._async.refs_of,
            date,
            categories=categories,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )
