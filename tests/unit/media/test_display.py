"""Display in notebooks: pictures are embedded, and names cannot inject markup."""

import io
import threading
from base64 import b64decode
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from invokeai_api.models.board_dto import BoardDTO
from invokeai_api.models.model_record import ModelRecord
from PIL import Image

from invokeai_sdk.core import Core
from invokeai_sdk.events.types import ProgressImage
from invokeai_sdk.jobs.results import BatchResult, JobResult
from invokeai_sdk.media.image import ImageHandle
from invokeai_sdk.media.video import VideoHandle
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.repositories.board_handle import BoardHandle
from invokeai_sdk.repositories.model_handle import DnnModelHandle
from invokeai_sdk.repositories.paging import Listing
from tests.unit.repositories.fake_server import make_board, make_model

HOSTILE = [
    '"><script>alert(1)</script>',
    '" onerror="alert(1)',
    "' onerror='alert(1)",
    "a.png?<b>&amp;",
    "../../../etc/passwd",
    "javascript:alert(1)",
]


class Markup(HTMLParser):
    """Collects the tags and attributes of a text."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.found.append(("text", data))


@pytest.fixture
async def core():
    core = Core(ClientOptions(url="http://127.0.0.1:9/sub"))
    yield core
    await core.aclose()


@pytest.mark.parametrize("name", HOSTILE)
async def test_the_name_of_an_image_is_escaped(core, name):
    image = ImageHandle(core, name)
    job = JobResult(item_id=1, batch_id="b", session_id="s", outputs=(), images=(image,))
    for shown in (image, job, BatchResult(batch_id="b", jobs=(job,))):
        (link, where), (picture, what) = Markup(shown._repr_html_()).found
        assert (link, picture) == ("a", "img")
        assert set(where) == {"href"}
        assert set(what) == {"src", "alt"}
        assert what["alt"] == name
        for url in (where["href"], what["src"]):
            assert url.startswith("http://127.0.0.1:9/sub/api/v1/images/i/")
            assert (
                url.count("/") == len(["http:", "", "127.0.0.1:9", "sub", "api", "v1", "images", "i", "x", "full"]) - 1
            )


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_video_s_name_is_only_a_name(core, name):
    (link, where), (picture, what) = Markup(VideoHandle(core, name)._repr_html_()).found
    assert (link, picture) == ("a", "img")
    assert what == {"src": what["src"], "alt": name}
    for url, end in ((where["href"], "full"), (what["src"], "thumbnail")):
        assert url.startswith("http://127.0.0.1:9/sub/api/v1/videos/i/")
        assert url.rpartition("/")[2] == end
        assert url.count("/") == 9


@pytest.mark.parametrize(
    "data_url", ['data:image/png;base64,"><script>', "javascript:alert(1)", "https://elsewhere.example/x.png"]
)
def test_a_preview_shows_only_data_urls_of_images(data_url):
    ((tag, attributes),) = Markup(ProgressImage('8"><b>', 4, data_url)._repr_html_()).found
    assert tag == "img"
    assert set(attributes) == {"src", "width", "height"}
    assert attributes["src"] == (data_url if data_url.startswith("data:image/") else "")


def test_a_preview_is_shown():
    data_url = "data:image/jpeg;base64,/9j/4AAQ+w=="
    assert f'src="{data_url}"' in ProgressImage(8, 4, data_url)._repr_html_()


# --- Embedded pictures ------------------------------------------------------------------------------------------------


@pytest.fixture
def pictures():
    """A server in a thread of its own that has a thumbnail for each image; yields its URL and the requests."""
    requests = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append((self.path, self.headers.get("Authorization")))
            body = b"not an image" if "damaged" in self.path else draw("WEBP", (8, 8))
            status = 404 if "missing" in self.path else 200
            self.send_response(status)
            self.send_header("Content-Type", "image/webp")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", requests
    server.shutdown()
    server.server_close()
    thread.join()


def draw(kind, size, color="red"):
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, kind)
    return buffer.getvalue()


def embedded(html):
    """Return the pictures embedded in HTML, as Pillow images, and the URLs of those that are not."""
    found, urls = [], []
    for tag, attributes in Markup(html).found:
        if tag == "img":
            url = attributes["src"]
            if url.startswith("data:image/"):
                found.append(Image.open(io.BytesIO(b64decode(url.partition(",")[2]))))
            else:
                urls.append(url)
    return found, urls


async def test_a_result_embeds_the_server_s_thumbnails(pictures):
    url, requests = pictures
    core = Core(ClientOptions(url=url))
    core.transport.credentials.token = "secret"
    jobs = [
        JobResult(item_id=n, batch_id="b", session_id="s", outputs=(), images=(ImageHandle(core, f"{n}.png"),))
        for n in range(3)
    ]
    video = VideoHandle(core, "v.mp4")
    jobs.append(JobResult(item_id=3, batch_id="b", session_id="s", outputs=(), videos=(video,)))
    result = BatchResult(batch_id="b", jobs=tuple(jobs))
    for _ in range(2):
        shown, urls = embedded(result._repr_html_())
        assert ([picture.size for picture in shown], urls) == ([(8, 8)] * 4, [])
        assert len(requests) == 4  # they are kept
    assert {token for _, token in requests} == {"Bearer secret"}
    assert {path.rpartition("/")[2] for path, _ in requests} == {"thumbnail"}
    await core.aclose()
    assert len(embedded(ImageHandle(core, "after.png")._repr_html_())[0]) == 1


async def test_a_picture_that_is_not_available_is_linked(pictures):
    url, _ = pictures
    core = Core(ClientOptions(url=url))
    for name in ("missing.png", "damaged.png"):
        shown, (linked,) = embedded(ImageHandle(core, name)._repr_html_())
        assert not shown
        assert linked == f"{url}/api/v1/images/i/{name}/thumbnail"
    await core.aclose()


async def test_many_pictures_are_limited(pictures):
    url, requests = pictures
    core = Core(ClientOptions(url=url))
    images = tuple(ImageHandle(core, f"{n}.png") for n in range(100))
    job = JobResult(item_id=1, batch_id="b", session_id="s", outputs=(), images=images)
    html = job._repr_html_()
    assert len(embedded(html)[0]) == len(requests) == 40
    assert "and 60 more" in html
    await core.aclose()


async def test_a_file_that_was_downloaded_is_shown_without_the_server(core):
    for size, expected in (((64, 32), (64, 32)), ((3000, 1500), (512, 256))):
        image = ImageHandle(core, "a.png")
        content = draw("PNG", size)
        noise = content + bytes(1 << 19) if size == (3000, 1500) else content
        image._file_content = noise
        (shown,), urls = embedded(image._repr_html_())
        assert (shown.size, urls) == (expected, [])
        assert len(image._repr_html_()) < 1 << 19


async def test_a_damaged_file_is_linked_or_shown_as_it_is(core):
    image = ImageHandle(core, "a.png")
    for content in (b"", b"no image", b"<script>", b"\x89PNG\r\n\x1a\n" + bytes(1 << 19)):
        image._file_content = content
        image._repr_html_()


async def test_an_empty_result_is_shown_as_text(core):
    job = JobResult(item_id=1, batch_id="b", session_id="s", outputs=())
    assert job._repr_html_() is None
    assert BatchResult(batch_id="b", jobs=(job,))._repr_html_() is None


async def test_an_http_client_of_the_user_s_own_is_not_replaced(pictures):
    url, requests = pictures
    async with httpx.AsyncClient() as http:
        core = Core(ClientOptions(url=url), http=http)
        assert embedded(ImageHandle(core, "a.png")._repr_html_())[1]
        assert requests == []
        await core.aclose()


# --- Listings ---------------------------------------------------------------------------------------------------------


def list_of(*items):
    async def fetch():
        return items

    return Listing.unpaged(fetch)


async def test_a_list_of_images_is_shown_as_pictures(pictures):
    url, _ = pictures
    core = Core(ClientOptions(url=url))
    items = await list_of(ImageHandle(core, "a.png"), ImageHandle(core, "b.png"))
    assert items == [ImageHandle(core, "a.png"), ImageHandle(core, "b.png")]
    assert len(embedded(items._repr_html_())[0]) == 2
    await core.aclose()


async def test_other_lists_are_shown_as_tables(core):
    model = ModelRecord.from_dict(make_model('<b>"fox"\x1b[31m'))
    rows = (await list_of(DnnModelHandle(core, "k", record=model)))._repr_html_()
    texts = [text for tag, text in Markup(rows).found if tag == "text"]
    assert texts[:5] == ["name", "base", "type", "format", "key"]
    assert texts[5:7] == ['<b>"fox"\\x1b[31m', "sd-1"]
    board = BoardDTO.from_dict(make_board("Foxes"))
    assert "Foxes" in (await list_of(BoardHandle(core, "i", record=board)))._repr_html_()
    assert "Foxes" in (await list_of(board))._repr_html_()
    assert "7" in (await list_of(7))._repr_html_()
    assert "no items" in (await list_of())._repr_html_()


async def test_peeking_leaves_the_items_in_the_listing():
    listing = list_of(1, 2, 3)
    assert await listing.peek(2) == [1, 2]
    assert await listing.peek() == [1, 2, 3]
    assert await anext(listing) == 1
    assert await listing.peek(1) == [2]
    assert await listing == [2, 3]
    assert await listing.peek() == []


def test_a_workflow_is_shown_as_a_table_of_its_inputs(make_workflow):
    workflow = make_workflow({"n": ("noise", {"seed": 7})}, form=["n.seed"], labels={"n.seed": "<b>\u202eSeed"})
    for shown in (workflow, workflow.describe()):
        texts = [text for tag, text in Markup(shown._repr_html_()).found if tag == "text"]
        assert "<b>\\u202eSeed" in texts
        assert "7" in texts
