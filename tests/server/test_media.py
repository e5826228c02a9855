"""Handles of images and videos do the same: boards by name, stars, streams; each content is uploaded once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from invokeai_sdk.errors import BoardNotFoundError, NotFoundError

if TYPE_CHECKING:
    from invokeai_sdk import InvokeAIClient

VIDEO = Path(__file__).parent / "data" / "two-grey-frames.mp4"


@pytest.fixture
async def media(client: InvokeAIClient, png):
    handles = [await client.images.upload(png()), await client.videos.upload(VIDEO, reuse=False)]
    yield handles
    for handle in handles:
        await handle.delete()


async def test_a_handle_moves_its_file_to_a_board_by_name(client: InvokeAIClient, media):
    board = await client.boards.create("Media")
    for handle in media:
        await handle.move("Media")
        assert (await handle.refresh()).record.board_id == board.board_id
        with pytest.raises(BoardNotFoundError, match="did you mean 'Media'"):
            await handle.move("Medea")
        await handle.move("none")
        assert not (await handle.refresh()).record.board_id
        await handle.move(board)
        assert (await handle.refresh()).record.board_id == board.board_id
        await handle.move(None)
        assert not (await handle.refresh()).record.board_id
    await board.delete()


async def test_a_handle_changes_the_record_of_its_file(client: InvokeAIClient, media):
    for handle in media:
        assert (await handle.star()).record.starred
        assert not (await handle.unstar()).record.starred
        assert (await handle.update(intermediate=True)).record.is_intermediate
        assert (await handle.workflow(), await handle.graph(), await handle.metadata()) == (None, None, None)
        assert await handle.exists()
        assert (await handle.thumbnail())[8:12] == b"WEBP"
        assert (await handle.urls()).thumbnail_url.endswith(f"{handle.name}/thumbnail")


@pytest.mark.async_only("an async context manager")
async def test_a_handle_streams_its_file(client: InvokeAIClient, media):
    for handle in media:
        async with handle.stream() as download:
            assert download.content_type in ("image/png", "video/mp4")
            assert b"".join([chunk async for chunk in download]) == await handle.bytes()


async def test_a_deleted_file_is_not_found(client: InvokeAIClient, png):
    for handle in (await client.images.upload(png()), await client.videos.upload(VIDEO, reuse=False)):
        await handle.delete()
        assert not await handle.exists()
        for method in (handle.refresh, handle.bytes, handle.thumbnail, handle.delete):
            with pytest.raises(NotFoundError):
                await method()


async def chunks(content: bytes):
    for start in range(0, len(content), 50):
        yield content[start : start + 50]


async def test_a_video_comes_from_anywhere_and_is_uploaded_once(client: InvokeAIClient):
    content = VIDEO.read_bytes()
    first = await client.videos.upload(VIDEO)
    for source in (str(VIDEO), content, bytearray(content), io.BytesIO(content), chunks(content)):
        assert await client.videos.upload(source) == first
    assert await client.videos.upload(VIDEO, metadata={"seed": 1}) != first
    again = await client.videos.upload(VIDEO, reuse=False)
    assert again != first
    await first.delete()
    assert await client.videos.upload(VIDEO) == again
