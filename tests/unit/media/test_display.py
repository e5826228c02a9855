"""Display in notebooks: names of images cannot inject markup."""

from html.parser import HTMLParser

import pytest

from invokeai_sdk.core import Core
from invokeai_sdk.events.types import ProgressImage
from invokeai_sdk.jobs.results import BatchResult, JobResult
from invokeai_sdk.media.image import ImageHandle
from invokeai_sdk.media.video import VideoHandle
from invokeai_sdk.options import ClientOptions

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
