"""Images: sources of uploads, reuse, listing while it changes, bulk results, downloads."""

from __future__ import annotations

import asyncio
import io
import zipfile

import pytest
from PIL import Image

from invokeai_sdk import InvokeAIClient
from invokeai_sdk.errors import (
    BadRequestError,
    BulkDownloadError,
    BulkError,
    DownloadError,
    NotFoundError,
    UnsupportedMediaTypeError,
    ValidationError,
    WaitTimeout,
)
from invokeai_sdk.events.resource_types import BulkDownloadCompleteEvent
from invokeai_sdk.testing import FaultProxy, Stall, websocket


async def chunks(content: bytes):
    for start in range(0, len(content), 50):
        yield content[start : start + 50]


async def test_an_image_comes_from_anywhere_and_goes_up_once(client: InvokeAIClient, png, tmp_path):
    content = png()
    path = tmp_path / "image.png"
    path.write_bytes(content)
    first = await client.images.upload(path)
    assert await client.images.upload(str(path)) == first
    assert await client.images.upload(content) == first
    assert await client.images.upload(bytearray(content)) == first
    assert await client.images.upload(io.BytesIO(content)) == first
    assert await client.images.upload(chunks(content)) == first
    with path.open("rb") as file:
        assert await client.images.upload(file) == first
    assert await client.images.upload(path, reuse=False) != first
    assert await client.images.upload(path, category="mask") != first


async def test_a_pillow_image_is_uploaded(client: InvokeAIClient):
    image = await client.images.upload(Image.new("RGBA", (7, 5), (1, 2, 3, 4)))
    assert (image.record.width, image.record.height) == (7, 5)
    assert (await image.pil()).getpixel((0, 0)) == (1, 2, 3, 4)


async def test_what_holds_no_image_is_refused_before_anything_is_sent(client: InvokeAIClient, tmp_path):
    with pytest.raises(TypeError, match="int"):
        await client.images.upload(5)
    with pytest.raises(TypeError, match="opened as text"):
        await client.images.upload(io.StringIO("text"))
    with pytest.raises(FileNotFoundError):
        await client.images.upload(tmp_path / "none.png")


async def test_the_server_refuses_what_it_cannot_read(client: InvokeAIClient, png):
    with pytest.raises(UnsupportedMediaTypeError):
        await client.images.upload(b"this is no image")
    with pytest.raises(ValidationError, match="image_category"):
        await client.images.upload(png(), category="bogus")
    with pytest.raises(BadRequestError):
        await client.images.upload(png(), resize=(5000, 5000))


async def test_uploading_at_once_sends_once(client: InvokeAIClient, png):
    content = png()
    uploads = await asyncio.gather(*(client.images.upload(content) for _ in range(6)))
    assert len(set(uploads)) == 1


async def test_an_upload_that_was_deleted_is_not_reused(client: InvokeAIClient, png):
    content = png()
    first = await client.images.upload(content)
    await first.delete()
    assert await client.images.upload(content) != first


async def test_options_reach_the_server(client: InvokeAIClient, png):
    bordered = Image.new("RGBA", (20, 20))
    bordered.paste((255, 0, 0, 255), (5, 5, 15, 10))
    cropped = await client.images.upload(bordered, crop_visible=True)
    assert (cropped.record.width, cropped.record.height) == (10, 5)
    image = await client.images.upload(
        png(), resize=(64, 40), metadata={"prompt": "é"}, intermediate=True, session_id="s", category="control"
    )
    record = image.record
    assert (record.width, record.height, record.is_intermediate) == (64, 40, True)
    assert (record.session_id, record.image_category) == ("s", "control")
    assert await image.metadata() == {"prompt": "é"}


async def test_a_listing_that_shrinks_underneath_misses_nothing(client: InvokeAIClient, png):
    board = await client.boards.create("Shrinking")
    names = {(await board.upload(png())).name for _ in range(11)}
    seen = set()
    async for image in client.images.list(board=board, page_size=3):
        seen.add(image.name)
        await image.delete()
    assert seen == names
    assert await board.count() == 0
    await board.delete()


async def test_filters(client: InvokeAIClient, png):
    board = await client.boards.create("Filters")
    first = await board.upload(png(), category="general")
    second = await board.upload(png(), intermediate=True)
    await second.star()

    async def listed(**where):
        return [image.name async for image in client.images.list(board=board, **where)]

    assert await listed() == [second.name, first.name]
    assert await listed(starred_first=False, descending=False) == [first.name, second.name]
    assert await listed(categories=["general"]) == [first.name]
    assert await listed(intermediate=True) == [second.name]
    assert await listed(origin="internal") == []
    assert await client.images.names(board=board, intermediate=False) == [first.name]
    assert await client.images.count(board=board, categories=["user", "general"]) == 2
    await board.delete(include_images=True)


async def test_bulk_calls_say_what_happened_to_each_name(client: InvokeAIClient, png):
    image = await client.images.upload(png())
    result = await client.images.star([image, "no-such.png", image.name])
    assert result.done == (image.name,)
    assert [*result.failed] == ["no-such.png"]
    assert not result.ok
    with pytest.raises(BulkError, match=r"1 of 2 failed: no-such\.png"):
        result.raise_for_failures()
    assert (await client.images.delete([])).ok
    assert (await client.images.delete([image])).ok
    assert (await client.images.move([image], None)).failed
    assert not await client.images.get_many([image.name])


async def test_changing_an_unknown_image(client: InvokeAIClient, png):
    with pytest.raises(BadRequestError):
        await client.images.update("no-such.png", starred=True)
    with pytest.raises(NotFoundError):
        await client.images.get("no-such.png")
    image = await client.images.upload(png())
    assert (await client.images.update(image, category="mask", intermediate=True)).record.image_category == "mask"


async def test_downloads_in_parallel_tell_failures_apart(client: InvokeAIClient, png, tmp_path):
    images = [await client.images.upload(png()) for _ in range(5)]
    names = [*(image.name for image in images), "no-such.png", "../../escaped.png", "/etc/escaped", "nul\0.png", "CON"]
    downloads = await client.images.download(names, tmp_path / "out", concurrency=3)
    assert {*downloads.paths} == {image.name for image in images}
    assert all(Image.open(io.BytesIO(path.read_bytes())).size for path in downloads.paths.values())
    assert isinstance(downloads.failed["no-such.png"], NotFoundError)
    assert all(isinstance(downloads.failed[name], DownloadError) for name in names[6:])
    assert not downloads.ok
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {tmp_path / "out"}
    with pytest.raises((NotFoundError, DownloadError)):  # whichever happened first
        downloads.raise_for_failures()


async def test_what_is_there_already_can_be_kept(client: InvokeAIClient, png, tmp_path):
    image = await client.images.upload(png())
    (tmp_path / image.name).write_bytes(b"kept")
    await client.images.download([image], tmp_path, overwrite=False)
    assert (tmp_path / image.name).read_bytes() == b"kept"
    await client.images.download([image], tmp_path)
    assert (tmp_path / image.name).read_bytes() != b"kept"
    with pytest.raises(ValueError, match="concurrency"):
        await client.images.download([image], tmp_path, concurrency=0)


async def test_a_listing_that_fails_while_downloading_raises(client: InvokeAIClient, tmp_path):
    with pytest.raises(LookupError):
        await client.images.download(client.images.list(board="no such board"), tmp_path)


async def test_a_zip_is_made_downloaded_and_unpacked(client: InvokeAIClient, png, tmp_path):
    board = await client.boards.create("Zipped")
    images = [await board.upload(png()) for _ in range(2)]
    path = await client.images.download_zip(tmp_path / "board.zip", board="Zipped", timeout=30)
    files = await client.images.unpack(path, tmp_path / "out")
    assert {file.name for file in files} == {image.name for image in images}
    path = await client.images.download_zip(tmp_path / "one.zip", images[:1], timeout=30)
    assert len(zipfile.ZipFile(path).namelist()) == 1
    with pytest.raises(ValueError, match="either"):
        await client.images.download_zip(tmp_path / "none.zip")
    await board.delete(include_images=True)


async def test_a_zip_whose_event_was_missed_is_an_error_and_not_waited_for(client: InvokeAIClient, png, tmp_path):
    image = await client.images.upload(png())
    async with (
        FaultProxy(client.options.url) as proxy,
        InvokeAIClient.from_url(proxy.url) as cut_off,
        client.events.subscribe(BulkDownloadCompleteEvent) as packed,
    ):
        await client.events.wait_connected(20)
        await cut_off.events.wait_connected(20)
        with proxy.add(Stall(match=websocket, direction="down")):
            zipping = asyncio.create_task(cut_off.images.download_zip(tmp_path / "a.zip", [image]))
            await anext(packed)
            proxy.cut(websocket)
        with pytest.raises(BulkDownloadError, match="event socket was lost"):
            await asyncio.wait_for(zipping, 30)
    assert not list(tmp_path.iterdir())


async def test_a_zip_takes_its_time(client: InvokeAIClient, png, tmp_path):
    image = await client.images.upload(png())
    async with FaultProxy(client.options.url) as proxy, InvokeAIClient.from_url(proxy.url) as cut_off:
        await cut_off.events.wait_connected(20)
        with proxy.add(Stall(match=websocket, direction="down")), pytest.raises(WaitTimeout, match=r"within 0\.5 s"):
            await cut_off.images.download_zip(tmp_path / "a.zip", [image], timeout=0.5)


async def test_a_notebook_shows_pictures_that_need_no_server(client: InvokeAIClient, png):
    images = [await client.images.upload(png()) for _ in range(2)]
    for image in images:
        assert image._repr_html_().count('<img src="data:image/webp;base64,') == 1
    await images[0].bytes()
    assert '<img src="data:image/' in images[0]._repr_html_()
    listing = client.images.list(search=None)
    assert len(await listing.peek(2)) == 2
    assert [image async for image in listing][:2]
    for image in images:
        await image.delete()
