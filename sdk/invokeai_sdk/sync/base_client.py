"""`SyncBaseClient`: construction and closing of a blocking client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, Unpack

from invokeai_sdk._types import Secret
from invokeai_sdk.client import InvokeAIClient
from invokeai_sdk.options import ClientOptions
from invokeai_sdk.sync.mirror import Mirror
from invokeai_sdk.sync.portal import Portal

if TYPE_CHECKING:
    from types import TracebackType

    import httpx

    from invokeai_sdk.options import OptionOverrides


class SyncBaseClient(Mirror):
    """A blocking client of an InvokeAI server.

    Its members have the names of `InvokeAIClient`'s: methods block instead of being awaited, and `for` replaces
    `async for`. It works in scripts, REPLs and notebooks, also where an event loop is running, and may be used from
    several threads.

    Use it as a context manager, or close it. Ctrl-C cancels the current call; jobs on the server continue unless the
    call has `cancel_on_exit=True`. Callbacks run in worker threads.

    Example::

        with SyncInvokeAIClient.from_url("http://127.0.0.1:9090") as client:
            workflow = client.workflows.load("portrait.json")
            workflow.inputs["Positive Prompt"] = "a watercolor fox"
            result = workflow.run()
    """

    def __init__(self, options: ClientOptions | None = None, *, http: httpx.AsyncClient | None = None) -> None:
        """Prepare a client; nothing is connected, and no thread is started.

        Args:
            options: the server's address, timeouts and so on; by default from the environment.
            http: an httpx client of your own to send requests with; the SDK does not close it.
        """
        client = InvokeAIClient(options, http=http)
        super().__init__(Portal(client.aclose), client)
        self._is_copy = False

    @classmethod
    def from_async(cls, portal: Portal, async_object: InvokeAIClient) -> Self:
        """Return the blocking client for a copy that `with_options` made."""
        copy = cls.__new__(cls)
        Mirror.__init__(copy, portal, async_object)
        copy._is_copy = True  # noqa: SLF001 - its own class
        return copy

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

    def close(self) -> None:
        """Close the event socket, the connections and the thread. Jobs on the server continue.

        Calling it again does nothing. A copy made by `with_options` is closed with its original; closing the copy does
        nothing.
        """
        if not self._is_copy:
            self._portal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
