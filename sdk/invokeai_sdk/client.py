"""`InvokeAIClient`: one server, one pool of connections, one event socket."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self, Unpack

from invokeai_sdk._types import Secret
from invokeai_sdk.core import Core
from invokeai_sdk.options import ClientOptions

if TYPE_CHECKING:
    from types import TracebackType

    import httpx

    from invokeai_sdk.events.connection import Events
    from invokeai_sdk.jobs.repository import BatchRepository, JobRepository
    from invokeai_sdk.options import OptionChanges, OptionOverrides
    from invokeai_sdk.repositories.app import AppRepository
    from invokeai_sdk.repositories.boards import BoardRepository
    from invokeai_sdk.repositories.client_state import ClientStateRepository
    from invokeai_sdk.repositories.custom_nodes import CustomNodeRepository
    from invokeai_sdk.repositories.gallery import GalleryRepository
    from invokeai_sdk.repositories.image_moves import ImageMoveRepository
    from invokeai_sdk.repositories.images import ImageRepository
    from invokeai_sdk.repositories.models import DnnModelRepository
    from invokeai_sdk.repositories.prompts import PromptRepository
    from invokeai_sdk.repositories.queue import Queue
    from invokeai_sdk.repositories.recall import RecallRepository
    from invokeai_sdk.repositories.style_presets import StylePresetRepository
    from invokeai_sdk.repositories.system_prompts import SystemPromptRepository
    from invokeai_sdk.repositories.users import UserRepository
    from invokeai_sdk.repositories.videos import VideoRepository
    from invokeai_sdk.repositories.workflows import WorkflowRepository
    from invokeai_sdk.transport import Transport


class InvokeAIClient:
    """The way into an InvokeAI server.

    Use it as an async context manager, in one event loop (asyncio, or anyio on asyncio; not Trio, because the event
    socket's library knows only asyncio). Nothing is sent before the first call, and the event socket opens with the
    first job. A closed client stays closed.

    Example::

        async with InvokeAIClient.from_url("http://127.0.0.1:9090") as client:
            workflow = await client.workflows.load("portrait.json")
            workflow.inputs["Positive Prompt"] = "a watercolor fox"
            result = await workflow.run()
    """

    def __init__(self, options: ClientOptions | None = None, *, http: httpx.AsyncClient | None = None) -> None:
        """Prepare a client; nothing is connected yet.

        Args:
            options: where the server is and how to talk to it; left out, as the environment says.
            http: an httpx client of your own to send requests with; the SDK does not close it.
        """
        self._core = Core(options or ClientOptions.from_env(), http=http)

    @classmethod
    def from_url(
        cls,
        url: str | None = None,
        *,
        token: str | None = None,
        http: httpx.AsyncClient | None = None,
        **options: Unpack[OptionOverrides],
    ) -> Self:
        """Make a client for the server at `url`.

        Args:
            url: the server's address, such as `http://gpu:9090` or `https://host/invoke/`. Left out, `INVOKEAI_URL`
                is used, and without it `http://127.0.0.1:9090`.
            token: a bearer token; left out, `INVOKEAI_TOKEN` is used. Single-user servers need none.
            http: an httpx client of your own; the SDK does not close it.
            **options: any other field of `ClientOptions`.

        Raises:
            OptionsError: the URL or an option cannot be.
        """
        token = Secret.of(token)
        return cls(ClientOptions.from_env(url, token=token, **options), http=http)

    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """Return a copy of this client with other timeouts, retries or another queue.

        It shares the connections, the event socket, the token (a login on one is a login on the other) and all jobs.
        It is closed with this client; closing the copy itself does nothing. So it costs next to nothing, and
        `await client.with_options(read_timeout=600).app.version()` is fine.

        Args:
            **changes: `queue_id`, `connect_timeout`, `read_timeout`, `retries`.

        Raises:
            OptionsError: an option that cannot be, or one that needs a client of its own: another `url`, `token`,
                `headers` or `verify`.
        """
        other = type(self).__new__(type(self))
        other._core = self._core.with_options(**changes)  # noqa: SLF001 - its own class
        return other

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the event socket and the connections. Jobs on the server go on. Calling it again does nothing."""
        await self._core.aclose()

    def __repr__(self) -> str:
        return f"<InvokeAIClient {self.options.url}>"

    @property
    def options(self) -> ClientOptions:
        """Where the server is, and how to talk to it."""
        return self._core.options

    @property
    def raw(self) -> Transport:
        """Every operation of the API by its name, such as `client.raw.call("app.app_version")`."""
        return self._core.transport

    @property
    def events(self) -> Events:
        """The event socket, shared by everything this client does."""
        return self._core.events

    @cached_property
    def workflows(self) -> WorkflowRepository:
        """Workflows: from files or the server's library, ready to run."""
        from invokeai_sdk.repositories.workflows import WorkflowRepository

        return self._core.shared(WorkflowRepository)

    @cached_property
    def jobs(self) -> JobRepository:
        """Single jobs (queue items), by their id."""
        from invokeai_sdk.jobs.repository import JobRepository

        return self._core.shared(JobRepository)

    @cached_property
    def batches(self) -> BatchRepository:
        """Batches of jobs, by their id."""
        from invokeai_sdk.jobs.repository import BatchRepository

        return self._core.shared(BatchRepository)

    @cached_property
    def boards(self) -> BoardRepository:
        """Boards, the albums of the gallery."""
        from invokeai_sdk.repositories.boards import BoardRepository

        return self._core.shared(BoardRepository)

    @cached_property
    def images(self) -> ImageRepository:
        """Images: upload, list, change, download."""
        from invokeai_sdk.repositories.images import ImageRepository

        return self._core.shared(ImageRepository)

    @cached_property
    def videos(self) -> VideoRepository:
        """Videos, on servers that have them."""
        from invokeai_sdk.repositories.videos import VideoRepository

        return self._core.shared(VideoRepository)

    @cached_property
    def gallery(self) -> GalleryRepository:
        """Images and videos together, as the gallery shows them."""
        from invokeai_sdk.repositories.gallery import GalleryRepository

        return self._core.shared(GalleryRepository)

    @cached_property
    def models(self) -> DnnModelRepository:
        """Models: find, install, look after."""
        from invokeai_sdk.repositories.models import DnnModelRepository

        return self._core.shared(DnnModelRepository)

    @cached_property
    def app(self) -> AppRepository:
        """The server itself: version, configuration, caches."""
        from invokeai_sdk.repositories.app import AppRepository

        return self._core.shared(AppRepository)

    @cached_property
    def prompts(self) -> PromptRepository:
        """Prompts: dynamic ones expanded, others improved by a language model."""
        from invokeai_sdk.repositories.prompts import PromptRepository

        return self._core.shared(PromptRepository)

    @cached_property
    def style_presets(self) -> StylePresetRepository:
        """Prompt templates."""
        from invokeai_sdk.repositories.style_presets import StylePresetRepository

        return self._core.shared(StylePresetRepository)

    @cached_property
    def system_prompts(self) -> SystemPromptRepository:
        """Instructions for the server's language models."""
        from invokeai_sdk.repositories.system_prompts import SystemPromptRepository

        return self._core.shared(SystemPromptRepository)

    @cached_property
    def recall(self) -> RecallRepository:
        """Parameters handed to the web UI."""
        from invokeai_sdk.repositories.recall import RecallRepository

        return self._core.shared(RecallRepository)

    @cached_property
    def client_state(self) -> ClientStateRepository:
        """What user interfaces keep on the server."""
        from invokeai_sdk.repositories.client_state import ClientStateRepository

        return self._core.shared(ClientStateRepository)

    @cached_property
    def custom_nodes(self) -> CustomNodeRepository:
        """Packs of nodes that the server has besides its own."""
        from invokeai_sdk.repositories.custom_nodes import CustomNodeRepository

        return self._core.shared(CustomNodeRepository)

    @cached_property
    def image_moves(self) -> ImageMoveRepository:
        """Moving the server's image files to another layout."""
        from invokeai_sdk.repositories.image_moves import ImageMoveRepository

        return self._core.shared(ImageMoveRepository)

    @cached_property
    def users(self) -> UserRepository:
        """Logging in, and the users of a server that has several."""
        from invokeai_sdk.repositories.users import UserRepository

        return self._core.shared(UserRepository)

    def queue(self, queue_id: str | None = None) -> Queue:
        """Return a queue: what waits, runs and ran, and everything that can be done about it.

        Args:
            queue_id: its id; left out, the one in the options.
        """
        from invokeai_sdk.repositories.queue import Queue

        return Queue(self._core, queue_id or self.options.queue_id)
