"""Boards: found by name, ambiguous names, and the images on them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from invokeai_sdk.errors import AmbiguousBoardError, BoardNotFoundError, NotFoundError
from invokeai_sdk.repositories.board_handle import BoardHandle

if TYPE_CHECKING:
    from invokeai_sdk import InvokeAIClient

UNKNOWN = "8b2ed1a8-3d7c-4b54-9f3c-3b1b6f3d1111"


async def test_a_board_is_found_by_name_id_and_handle(client: InvokeAIClient):
    board = await client.boards.create("Found")
    assert await client.boards.get("Found") == board
    assert await client.boards.get(board.board_id) == board
    assert (await client.boards.get(client.boards.handle(board.board_id))).name == "Found"
    await board.delete()


async def test_an_unknown_name_offers_close_ones_and_an_unknown_id_says_so(client: InvokeAIClient):
    board = await client.boards.create("Watercolours")
    with pytest.raises(BoardNotFoundError, match="did you mean 'Watercolours'") as caught:
        await client.boards.get("watercolors")
    assert caught.value.suggestions[0] == "Watercolours"
    with pytest.raises(BoardNotFoundError):
        await client.boards.get(UNKNOWN)
    await board.delete()
    with pytest.raises(NotFoundError):
        await board.refresh()
    with pytest.raises(BoardNotFoundError):
        await client.boards.get(board)


async def test_two_boards_of_one_name_are_ambiguous(client: InvokeAIClient):
    first, second = await client.boards.create("Twins"), await client.boards.create("Twins")
    with pytest.raises(AmbiguousBoardError) as caught:
        await client.boards.get_or_create("Twins")
    assert set(caught.value.candidates) == {first.board_id, second.board_id}
    await first.delete()
    assert await client.boards.get("Twins") == second
    await second.delete()


async def test_getting_or_creating_at_once_creates_one(client: InvokeAIClient):
    made = await asyncio.gather(*(client.boards.get_or_create("Once") for _ in range(5)))
    assert len({board.board_id for board in made}) == 1
    await made[0].delete()


async def test_an_unknown_board_is_an_error_where_the_server_lists_nothing(client: InvokeAIClient):
    with pytest.raises(BoardNotFoundError):
        await client.images.count(board=UNKNOWN)
    with pytest.raises(BoardNotFoundError):
        await client.images.names(board=UNKNOWN)
    with pytest.raises(BoardNotFoundError):
        await anext(client.images.list(board=UNKNOWN))
    with pytest.raises(BoardNotFoundError):
        await anext(client.images.list(board="no board is called so"))


async def test_the_uncategorized_is_a_board(client: InvokeAIClient, png):
    image = await client.images.upload(png())
    uncategorized = client.boards.uncategorized()
    assert uncategorized == await client.boards.get("none")
    assert image.name in await uncategorized.image_names()
    board = await client.boards.create("Kept")
    assert (await board.add([image])).ok
    assert image.name not in await uncategorized.image_names()
    assert (await uncategorized.add([image])).ok
    assert image in [found async for found in uncategorized.images()]
    await board.delete()
    await image.delete()


async def test_deleting_a_board_keeps_or_deletes_its_images(client: InvokeAIClient, png):
    board = await client.boards.create("Kept")
    kept = await board.upload(png())
    await board.delete()
    assert await client.images.exists(kept)
    assert kept.name in await client.boards.uncategorized().image_names()
    board = await client.boards.create("Gone")
    await kept.move("Gone")
    assert await board.image_names() == [kept.name]
    await board.delete(include_images=True)
    assert not await client.images.exists(kept)


async def test_everything_on_a_board_is_moved_starred_and_downloaded(client: InvokeAIClient, png, tmp_path):
    source, target = await client.boards.create("Source"), await client.boards.create("Target")
    images = [await source.upload(png()) for _ in range(3)]
    assert len((await source.star()).done) == 3
    assert all([image.record.starred async for image in source.images()])
    assert [image.name async for image in source.images(origin="internal")] == []
    assert len([image async for image in source.images(origin="external", page_size=2)]) == 3
    assert len((await source.unstar(images[:1])).done) == 1
    downloads = await source.download(tmp_path / "out")
    assert {path.name for path in downloads.paths.values()} == {image.name for image in images}
    assert len((await source.move("Target")).done) == 3
    assert (await source.count(), await target.count()) == (0, 3)
    assert len((await target.remove(images[:1])).done) == 1
    assert len((await target.delete_images()).done) == 2
    await images[0].delete()
    await source.delete()
    await target.delete()


async def test_intermediate_images_of_a_board_are_left_out_like_in_the_gallery(client: InvokeAIClient, png, tmp_path):
    board = await client.boards.create("With intermediates")
    shown, hidden = [await board.upload(png(), intermediate=intermediate) for intermediate in (False, True)]
    assert (await board.refresh()).record.asset_count == 1  # what the gallery shows
    for intermediate, expected in ((False, {shown}), (True, {hidden}), (None, {shown, hidden})):
        names = {image.name for image in expected}
        folder = tmp_path / str(intermediate)
        assert {image async for image in board.images(intermediate=intermediate)} == expected
        assert {*await board.image_names(intermediate=intermediate)} == names
        assert await board.count(intermediate=intermediate) == len(expected)
        assert (await board.download(folder, intermediate=intermediate)).paths.keys() == names
    assert [image async for image in board.images()] == [shown]
    assert await board.image_names() == [shown.name]
    assert await board.count() == 1
    assert (await board.download(tmp_path / "default")).paths.keys() == {shown.name}
    assert len((await board.delete_images()).done) == 2
    await board.delete()


async def test_a_handle_is_made_anew_from_its_id(client: InvokeAIClient):
    board = await client.boards.create("Again")
    again = client.boards.handle(board.board_id)
    assert isinstance(again, BoardHandle)
    assert again == board
    assert hash(again) == hash(board)
    assert again.name == board.board_id
    assert (await again.refresh()).name == "Again"
    assert "Again" in repr(again)
    assert (await again.update(name="Changed", visibility="private")).name == "Changed"
    await again.delete()


async def test_boards_are_listed_by_age_and_by_name(client: InvokeAIClient):
    boards = [await client.boards.create(name) for name in ("listed B", "Listed a", "listed C")]
    ids = {board.board_id for board in boards}
    newest_first = [board async for board in client.boards.list() if board.board_id in ids]
    assert newest_first == boards[::-1]
    assert [board for board in await client.boards.list(descending=False) if board.board_id in ids] == boards
    by_name = await client.boards.list(order_by="board_name", descending=False)
    assert [board.name for board in by_name if board.board_id in ids] == ["Listed a", "listed B", "listed C"]
    async for board in client.boards.list():
        if board.board_id in ids:
            await board.delete()
    assert not ids & {board.board_id for board in await client.boards.list()}


async def test_an_image_is_moved_to_a_board_by_name(client: InvokeAIClient, png):
    board = await client.boards.create("By its name")
    image = await client.images.upload(png())
    await image.move("By its name")
    assert await board.image_names() == [image.name]
    with pytest.raises(BoardNotFoundError, match="did you mean 'By its name'"):
        await image.move("By its nam")
    await image.move("none")
    assert await board.count() == 0
    await board.delete()
    await image.delete()
