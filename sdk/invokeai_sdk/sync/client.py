"""The blocking counterpart of `invokeai_sdk.client`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self, Unpack

from invokeai_sdk.sync.root import ClientRoot

if TYPE_CHECKING:
    from invokeai_sdk.client import InvokeAIClient
    from invokeai_sdk.options import ClientOptions, OptionChanges
    from invokeai_sdk.sync.events.connection import SyncEvents
    from invokeai_sdk.sync.jobs.repository import SyncBatchRepository, SyncJobRepository
    from invokeai_sdk.sync.repositories.app import SyncAppRepository
    from invokeai_sdk.sync.repositories.boards import SyncBoardRepository
    from invokeai_sdk.sync.repositories.client_state import SyncClientStateRepository
    from invokeai_sdk.sync.repositories.custom_nodes import SyncCustomNodeRepository
    from invokeai_sdk.sync.repositories.gallery import SyncGalleryRepository
    from invokeai_sdk.sync.repositories.image_moves import SyncImageMoveRepository
    from invokeai_sdk.sync.repositories.images import SyncImageRepository
    from invokeai_sdk.sync.repositories.models import SyncDnnModelRepository
    from invokeai_sdk.sync.repositories.prompts import SyncPromptRepository
    from invokeai_sdk.sync.repositories.queue import SyncQueue
    from invokeai_sdk.sync.repositories.recall import SyncRecallRepository
    from invokeai_sdk.sync.repositories.style_presets import SyncStylePresetRepository
    from invokeai_sdk.sync.repositories.system_prompts import SyncSystemPromptRepository
    from invokeai_sdk.sync.repositories.users import SyncUserRepository
    from invokeai_sdk.sync.repositories.videos import SyncVideoRepository
    from invokeai_sdk.sync.repositories.workflows import SyncWorkflowRepository
    from invokeai_sdk.sync.transport.transport import SyncTransport


class SyncInvokeAIClient(ClientRoot):
    """The way into an InvokeAI server, for blocking code.

    It has what `InvokeAIClient` has, by the same names: what is awaited there is waited for here, and what is iterated
    over with `async for` is iterated over with `for`. It works in scripts, in REPLs and in notebooks, where an event
    loop is running already, and may be used from several threads.

    Use it as a context manager, or close it. Ctrl-C cancels the call that is under way, and leaves jobs on the server
    as they are unless the call says `cancel_on_exit=True`. Callbacks are called in a thread of their own.

    Example::

        with SyncInvokeAIClient.from_url("http://127.0.0.1:9090") as client:
            workflow = client.workflows.load("portrait.json")
            workflow.inputs["Positive Prompt"] = "a watercolor fox"
            result = workflow.run()
    """

    _async: InvokeAIClient

    def with_options(self, **changes: Unpack[OptionChanges]) -> Self:
        """Return a copy of this client with other timeouts, retries or another queue.

        It shares the connections, the event socket, the token (a login on one is a login on the other) and all jobs.
        It is closed with this client; closing the copy itself does nothing. So it costs next to nothing, and
        `client.with_options(read_timeout=600).app.version()` is fine.

        Args:
            **changes: `queue_id`, `connect_timeout`, `read_timeout`, `retries`.

        Raises:
            OptionsError: an option that cannot be, or one that needs a client of its own: another `url`, `token`,
                `headers` or `verify`.
        """
        return self._wrapped(self._call(self._async.with_options, **changes))

    @property
    def options(self) -> ClientOptions:
        """Where the server is, and how to talk to it."""
        return self._async.options

    @property
    def raw(self) -> SyncTransport:
        """Every operation of the API by its name, such as `client.raw.call("app.app_version")`."""
        return self._wrapped(self._async.raw)

    @property
    def events(self) -> SyncEvents:
        """The event socket, shared by everything this client does."""
        return self._wrapped(self._async.events)

    @cached_property
    def workflows(self) -> SyncWorkflowRepository:
        """Workflows: from files or the server's library, ready to run."""
        return self._wrapped(self._call(getattr, self._async, "workflows"))

    @cached_property
    def jobs(self) -> SyncJobRepository:
        """Single jobs (queue items), by their id."""
        return self._wrapped(self._call(getattr, self._async, "jobs"))

    @cached_property
    def batches(self) -> SyncBatchRepository:
        """Batches of jobs, by their id."""
        return self._wrapped(self._call(getattr, self._async, "batches"))

    @cached_property
    def boards(self) -> SyncBoardRepository:
        """Boards, the albums of the gallery."""
        return self._wrapped(self._call(getattr, self._async, "boards"))

    @cached_property
    def images(self) -> SyncImageRepository:
        """Images: upload, list, change, download."""
        return self._wrapped(self._call(getattr, self._async, "images"))

    @cached_property
    def videos(self) -> SyncVideoRepository:
        """Videos, on servers that have them."""
        return self._wrapped(self._call(getattr, self._async, "videos"))

    @cached_property
    def gallery(self) -> SyncGalleryRepository:
        """Images and videos together, as the gallery shows them."""
        return self._wrapped(self._call(getattr, self._async, "gallery"))

    @cached_property
    def models(self) -> SyncDnnModelRepository:
        """Models: find, install, look after."""
        return self._wrapped(self._call(getattr, self._async, "models"))

    @cached_property
    def app(self) -> SyncAppRepository:
        """The server itself: version, configuration, caches."""
        return self._wrapped(self._call(getattr, self._async, "app"))

    @cached_property
    def prompts(self) -> SyncPromptRepository:
        """Prompts: dynamic ones expanded, others improved by a language model."""
        return self._wrapped(self._call(getattr, self._async, "prompts"))

    @cached_property
    def style_presets(self) -> SyncStylePresetRepository:
        """Prompt templates."""
        return self._wrapped(self._call(getattr, self._async, "style_presets"))

    @cached_property
    def system_prompts(self) -> SyncSystemPromptRepository:
        """Instructions for the server's language models."""
        return self._wrapped(self._call(getattr, self._async, "system_prompts"))

    @cached_property
    def recall(self) -> SyncRecallRepository:
        """Parameters handed to the web UI."""
        return self._wrapped(self._call(getattr, self._async, "recall"))

    @cached_property
    def client_state(self) -> SyncClientStateRepository:
        """What user interfaces keep on the server."""
        return self._wrapped(self._call(getattr, self._async, "client_state"))

    @cached_property
    def custom_nodes(self) -> SyncCustomNodeRepository:
        """Packs of nodes that the server has besides its own."""
        return self._wrapped(self._call(getattr, self._async, "custom_nodes"))

    @cached_property
    def image_moves(self) -> SyncImageMoveRepository:
        """Moving the server's image files to another layout."""
        return self._wrapped(self._call(getattr, self._async, "image_moves"))

    @cached_property
    def users(self) -> SyncUserRepository:
        """Logging in, and the users of a server that has several."""
        return self._wrapped(self._call(getattr, self._async, "users"))

    def queue(self, queue_id: str | None = None) -> SyncQueue:
        """Return a queue: what waits, runs and ran, and everything that can be done about it.

        Args:
            queue_id: its id; left out, the one in the options.
        """
        return self._wrapped(self._call(self._async.queue, queue_id))
