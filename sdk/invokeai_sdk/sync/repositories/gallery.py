"""The blocking counterpart of `invokeai_sdk.repositories.gallery`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins
    import datetime as dt
    from collections.abc import Sequence

    from invokeai_api.models.gallery_item import GalleryItem
    from invokeai_api.models.gallery_item_names_result import GalleryItemNamesResult
    from invokeai_api.models.image_names_result import ImageNamesResult
    from invokeai_api.models.virtual_sub_board_dto import VirtualSubBoardDTO

    from invokeai_sdk.media.board_names import BoardRef
    from invokeai_sdk.repositories.gallery import GalleryRepository
    from invokeai_sdk.sync.repositories.paging import SyncListing


class SyncGalleryRepository(Mirror):
    """Images and videos in one order, and the virtual boards that the web UI shows for each day."""

    _async: GalleryRepository

    def list(
        self,
        *,
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
        page_size: int = PAGE_SIZE,
    ) -> SyncListing[GalleryItem]:
        """List images and videos: iterate with `for` in constant memory, or `await` a list.

        The filters are those of `client.images.list`.

        Raises:
            BoardNotFoundError: no board has this name.
            NotFoundError: no board has this id.
        """
        return self._wrapped(
            self._call(
                self._async.list,
                board=board,
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
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        date: dt.date | str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> builtins.list[str]:
        """Return the names of images and videos in one request. Names that end in `.mp4` are videos.

        Args:
            board: as for `client.images.list`, like the other filters.
            categories: the categories to list.
            origin: the origin to list.
            intermediate: True for only intermediate files, False for only others, None for both.
            search: the text to search for.
            date: only files made on this day: a date, or text such as `"2026-03-18"`.
            starred_first: whether starred files come first.
            descending: whether the newest file comes first.
        """
        return self._call(
            self._async.names,
            board=board,
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
        board: BoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
        starred_first: bool = True,
        descending: bool = True,
    ) -> GalleryItemNamesResult:
        """Return names, each with `image` or `video`, from the server's older and slower listing. Prefer `names`."""
        return self._call(
            self._async.refs,
            board=board,
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )

    def dates(self) -> builtins.list[VirtualSubBoardDTO]:
        """Return a virtual board for each day on which files were made, with the counts and the cover image."""
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
        """Return the names of the images made on a day. On newer servers, `names(date=…)` includes videos."""
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
        """Return the names of the files made on a day, each with `image` or `video`. Prefer `names(date=…)`."""
        return self._call(
            self._async.refs_of,
            date,
            categories=categories,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )
