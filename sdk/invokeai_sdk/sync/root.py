"""The life of a blocking client."""

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


class ClientRoot(Mirror):
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

    def __init__(self, options: ClientOptions | None = None, *, http: httpx.AsyncClient | None = None) -> None:
        """Prepare a client; nothing is connected yet, and no thread runs.

        Args:
            options: where the server is and how to talk to it; left out, as the environment says.
            http: an httpx client of your own to send requests with; the SDK does not close it.
        """
        client = InvokeAIClient(options, http=http)
        super().__init__(Portal(client.aclose), client)
        self._is_copy = False

    @classmethod
    def mirroring(cls, portal: Portal, counterpart: InvokeAIClient) -> Self:
        """Return the counterpart of a copy of this client's asynchronous one."""
        copy = cls.__new__(cls)
        Mirror.__init__(copy, portal, counterpart)
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

    def close(self) -> None:
        """Close the event socket, the connections and the thread. Jobs on the server go on. Again, it does nothing.

        A copy made by `with_options` is closed with the client it came from; closing the copy itself does nothing.
        """
        if not self._is_copy:
            self._portal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
