"""Images and videos in notebooks: thumbnails, embedded so that they stay visible without the server."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Final

from attrs import define, evolve

from invokeai_sdk._concurrency import map_concurrently
from invokeai_sdk._html import escape_html, make_data_url
from invokeai_sdk.errors import InvokeAIError
from invokeai_sdk.media.pillow import shrink_image
from invokeai_sdk.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from invokeai_sdk._request import Request
    from invokeai_sdk.core import Core

MAX_PICTURES: Final = 40
"""The number of pictures that are shown at once."""

_MAX_THUMBNAIL_BYTES: Final = 1 << 18
_MAX_FILE_BYTES: Final = 4 << 20
"""The size up to which a file itself is embedded if no thumbnail can be made or retrieved."""

_SECONDS: Final = 5.0
"""The time limit for retrieving the thumbnails that are shown at once."""

_CONNECT_SECONDS: Final = 2.0
_CONCURRENT_REQUESTS: Final = 8


@define(eq=False)
class Picture:
    """What a notebook shows of an image or video.

    Attributes:
        core: the client's core.
        name: the name of the image or video.
        file: the request for the file, which the picture is linked to.
        thumbnail: the request for the thumbnail.
        file_content: the content of the file, if it was downloaded.
        thumbnail_content: a thumbnail, if there is one already.
    """

    core: Core
    name: str
    file: Request[bytes]
    thumbnail: Request[bytes]
    file_content: bytes | None = None
    thumbnail_content: bytes | None = None

    def render(self) -> str:
        """Return HTML that shows the picture; without any content, the browser requests it from the server."""
        content = self.thumbnail_content
        if content is None and len(self.file_content or b"") <= _MAX_FILE_BYTES:
            content = self.file_content
        base = self.core.transport.base_url
        source = make_data_url(content) or escape_html(base + self.thumbnail.path)
        return f'<a href="{escape_html(base + self.file.path)}"><img src="{source}" alt="{escape_html(self.name)}"></a>'


def render_pictures(pictures: Sequence[Picture], *, more: int = 0) -> str:
    """Return HTML that shows pictures. Missing thumbnails are made from the files, or retrieved from the server.

    Args:
        pictures: the pictures; they keep their thumbnails.
        more: the number of further pictures, which are only mentioned.
    """
    for picture in pictures:
        if picture.thumbnail_content is None and picture.file_content is not None:
            small = len(picture.file_content) <= _MAX_THUMBNAIL_BYTES
            picture.thumbnail_content = picture.file_content if small else shrink_image(picture.file_content)
    _retrieve([picture for picture in pictures if picture.thumbnail_content is None])
    rest = f"<p>and {more} more</p>" if more else ""
    return "".join(picture.render() for picture in pictures) + rest


def _retrieve(pictures: Sequence[Picture]) -> None:
    """Retrieve thumbnails, as far as the time limit allows.

    A notebook needs the HTML at once, while the client's connections belong to an event loop that may be the one of
    this thread: the requests are sent over connections of their own from another thread.
    """
    # Other connections would lack a proxy or certificate of the user's own httpx client.
    pictures = [picture for picture in pictures if not picture.core.has_own_http]
    if pictures:
        thread = Thread(target=lambda: asyncio.run(_send_all(pictures)), name="invokeai-display", daemon=True)
        thread.start()
        thread.join(_SECONDS + 1)


async def _send_all(pictures: Sequence[Picture]) -> None:
    with suppress(TimeoutError):  # pictures that are still missing link to the server
        async with asyncio.timeout(_SECONDS):
            for core in {picture.core for picture in pictures}:
                await _send_for(core, [picture for picture in pictures if picture.core is core])


async def _send_for(core: Core, pictures: Sequence[Picture]) -> None:
    options = evolve(
        core.options,
        connect_timeout=min(_CONNECT_SECONDS, core.options.connect_timeout),
        call_timeout=_SECONDS,
        max_answer_bytes=_MAX_THUMBNAIL_BYTES,
        retries=0,
    )
    async with Transport(options) as transport:
        transport.credentials.token = core.transport.token

        async def send(picture: Picture) -> None:
            with suppress(InvokeAIError):  # the picture links to the server, then
                picture.thumbnail_content = await transport.send(picture.thumbnail)

        await map_concurrently(send, pictures, limit=_CONCURRENT_REQUESTS)
