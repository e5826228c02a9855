"""The blocking counterpart of `invokeai_sdk.repositories.image_listing`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.repositories.paging import PAGE_SIZE
from invokeai_sdk.sync.mirror import Mirror, listed, unwrapped

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable, Iterator, Sequence

    from invokeai_api.models.image_urls_dto import ImageUrlsDTO
    from invokeai_sdk.jobs.images import ImageHandle

    from invokeai_sdk.repositories.image_listing import ImageListing, ImageRef
    from invokeai_sdk.sync.repositories.boards import SyncBoardRef


class SyncImageListing(Mirror):
    """Finding images and looking at them."""

    _async: ImageListing

    def handle(self, name: str) -> ImageHandle:
        """Return the handle of an image by its name. Nothing is asked of the server."""
        return self._call(self._async.handle, name)

    def get(self, name: str) -> ImageHandle:
        """Return an image with its record.

        Raises:
            NotFoundError: the server has no such image.
        """
        return self._call(self._async.get, name)

    def get_many(self, names: Iterable[str]) -> builtins.list[ImageHandle]:
        """Return the images of these names with their records, in this order; the server leaves out unknown ones."""
        return self._call(self._async.get_many, listed(names))

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
    ) -> Iterator[ImageHandle]:
        """Iterate over images with their records, in constant memory however many there are.

        Images may be deleted while the loop runs; none of the others is missed.

        Args:
            board: only those on this board: a handle, an id, or a name; `"none"` means on no board. Without, all.
            categories: only these of `general`, `mask`, `control`, `user`, `other`.
            origin: `internal` (made by the server) or `external` (uploaded).
            intermediate: only intermediate images, or only the others. Without, both.
            search: only those whose metadata or date contains this text.
            starred_first: the starred ones before all others.
            descending: the newest first.
            page_size: how many to ask for at once.

        Raises:
            BoardNotFoundError: there is no such board. (By itself, the server lists nothing of it.)
        """
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
        starred_first: bool = True,
        descending: bool = True,
    ) -> builtins.list[str]:
        """Return the names of images in one request. The filters, and errors, are those of `list`."""
        return self._call(
            self._async.names,
            board=unwrapped(board),
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
            starred_first=starred_first,
            descending=descending,
        )

    def count(
        self,
        *,
        board: SyncBoardRef | None = None,
        categories: Sequence[str] | None = None,
        origin: str | None = None,
        intermediate: bool | None = None,
        search: str | None = None,
    ) -> int:
        """Return how many images there are just now. The filters, and errors, are those of `list`."""
        return self._call(
            self._async.count,
            board=unwrapped(board),
            categories=categories,
            origin=origin,
            intermediate=intermediate,
            search=search,
        )

    def urls(self, image: ImageRef) -> ImageUrlsDTO:
        """Return the URLs of the image and its thumbnail, relative to the server's.

        Raises:
            NotFoundError: the server has no such image. (Older ones give URLs for any name.)
        """
        return self._call(self._async.urls, image)

    def exists(self, image: ImageRef) -> bool:
        """Tell whether the server has an image, and its file; nothing of it is downloaded."""
        return self._call(self._async.exists, image)
