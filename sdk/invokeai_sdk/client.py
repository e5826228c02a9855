"""`InvokeAIClient`: the asynchronous client of one server."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self, Unpack

from invokeai_sdk._types import Secret
from invokeai_sdk.core import Core
from invokeai_sdk.options import ClientOptions

if TYPE_CHECKING:
    from types import TracebackType

    import httpx

    from invokeai_sdk.events.event_socket import Events
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
    """An asynchronous client of an InvokeAI server, with one connection pool and one event socket.

    Use it as an async context manager, in one event loop: asyncio, or anyio on asyncio, but not Trio, which the library
    of the event socket does not support. Nothing is sent before the first call; the event socket connects with the
    first job. A closed client cannot be opened again.

    Example::

        async with InvokeAIClient.from_url("http://127.0.0.1:9090") as client:
            workflow = await client.workflows.load("portrait.json")
            workflow.inputs["Positive Prompt"] = "a watercolor fox"
            result = await workflow.run()
    """

    def __init__(self, options: ClientOptions | None = None, *, http: httpx.AsyncClient | None = None) -> None:
        """Prepare a client; nothing is connected.

        Args:
            options: the server's address, timeouts and so on; by default from the environment.
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
        """Return a client for the server at `url`.

        Args:
            url: the server's address, such as `http://gpu:9090` or `https://host/invoke/`; by default `INVOKEAI_URL`,
                or else `http://127.0.0.1:9090`.
            token: a bearer token; by default `INVOKEAI_TOKEN`. Single-user servers need none.
            http: an httpx client of your own; the SDK does not close it.
            **options: any other field of `ClientOptions`.

        Raises:
            OptionsError: the URL or an option is not valid.
        """
        token = Secret.of(token)
        return cls(ClientOptions.from_env(url, token=token, **options), http=http)

    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """Return a copy of this client with other timeouts, retries or another queue.

        The copy shares the connections, the event socket, all jobs and the token: a login on one is a login on the
        other. It is closed with this client; closing the copy itself does nothing. A copy is cheap, so that
        `await client.with_options(read_timeout=600).app.version()` is fine.

        Args:
            **changes: `queue_id`, `connect_timeout`, `read_timeout`, `retries`.

        Raises:
            OptionsError: an option is not valid, or needs a new client: `url`, `token`, `headers` or `verify`.
        """
        other = type(self).__new__(type(self))
        other._core = self._core.with_options(**changes)  # noqa: SLF001 - its own class
        return other

    async def __aenter__(self) -> Self:
        await self._core.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the event socket and the connections. Jobs on the server continue. Calling it again does nothing."""
        await self._core.aclose()

    def __repr__(self) -> str:
        return f"<InvokeAIClient {self.options.url}>"

    @property
    def options(self) -> ClientOptions:
        """The server's address, timeouts and so on."""
        return self._core.options

    @property
    def raw(self) -> Transport:
        """Every operation of the API: `await client.raw.send(api.app.app_version())`, `api` from `invokeai_api`."""
        return self._core.transport

    @property
    def events(self) -> Events:
        """The event socket of the client."""
        return self._core.events

    @cached_property
    def workflows(self) -> WorkflowRepository:
        """Workflows, from files or the server's library."""
        from invokeai_sdk.repositories.workflows import WorkflowRepository

        return self._core.shared(WorkflowRepository)

    @cached_property
    def jobs(self) -> JobRepository:
        """Jobs (queue items), by id."""
        from invokeai_sdk.jobs.repository import JobRepository

        return self._core.shared(JobRepository)

    @cached_property
    def batches(self) -> BatchRepository:
        """Batches of jobs, by id."""
        from invokeai_sdk.jobs.repository import BatchRepository

        return self._core.shared(BatchRepository)

    @cached_property
    def boards(self) -> BoardRepository:
        """Boards, the folders of the gallery."""
        from invokeai_sdk.repositories.boards import BoardRepository

        return self._core.shared(BoardRepository)

    @cached_property
    def images(self) -> ImageRepository:
        """Images: upload, list, change and download."""
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
        """Models: find, install and manage."""
        from invokeai_sdk.repositories.models import DnnModelRepository

        return self._core.shared(DnnModelRepository)

    @cached_property
    def app(self) -> AppRepository:
        """The server itself: version, configuration, caches."""
        from invokeai_sdk.repositories.app import AppRepository

        return self._core.shared(AppRepository)

    @cached_property
    def prompts(self) -> PromptRepository:
        """Prompts: expansion of dynamic prompts, and improvement by a language model."""
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
        """Generation parameters sent to open web UIs."""
        from invokeai_sdk.repositories.recall import RecallRepository

        return self._core.shared(RecallRepository)

    @cached_property
    def client_state(self) -> ClientStateRepository:
        """Values that user interfaces store on the server."""
        from invokeai_sdk.repositories.client_state import ClientStateRepository

        return self._core.shared(ClientStateRepository)

    @cached_property
    def custom_nodes(self) -> CustomNodeRepository:
        """Custom node packs installed on the server."""
        from invokeai_sdk.repositories.custom_nodes import CustomNodeRepository

        return self._core.shared(CustomNodeRepository)

    @cached_property
    def image_moves(self) -> ImageMoveRepository:
        """Moves of the server's image files to another folder layout."""
        from invokeai_sdk.repositories.image_moves import ImageMoveRepository

        return self._core.shared(ImageMoveRepository)

    @cached_property
    def users(self) -> UserRepository:
        """Login, and the users of a multi-user server."""
        from invokeai_sdk.repositories.users import UserRepository

        return self._core.shared(UserRepository)

    def queue(self, queue_id: str | None = None) -> Queue:
        """Return a queue.

        Args:
            queue_id: the id of the queue; by default that of the options.
        """
        from invokeai_sdk.repositories.queue import Queue

        return Queue(self._core, queue_id or self.options.queue_id)
