"""Setting the parameters in an open web UI: `client.recall`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.core import Core


class RecallRepository:
    """Recalling generation parameters into the web UIs that are open at the server."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._queue_id = core.options.queue_id

    async def update(
        self, parameters: Mapping[str, JSONValue], *, strict: bool = False, append: bool = False
    ) -> JSONObject:
        """Set parameters in the open web UIs.

        Args:
            parameters: fields of the server's `RecallParameter`, such as `positive_prompt`, `model`, `steps`, `seed`.
                Models go by name.
            strict: clear every parameter that is not given.
            append: add reference images to those that are there, instead of replacing them.

        Returns:
            What the server made of it, with models and images resolved.

        Raises:
            BadRequestError: both `strict` and `append`.
            ValidationError: a value cannot be.
        """
        answer = await self._transport.send(
            api.recall.update_recall_parameters(
                queue_id=self._queue_id, strict=strict, append=append, body={**parameters}
            ).as_json()
        )
        return answer if isinstance(answer, dict) else {}

    async def get(self) -> JSONObject:
        """Return what the server says of the parameters; 6.14 only refers to the web UI."""
        answer = await self._transport.send(api.recall.get_recall_parameters(queue_id=self._queue_id).as_json())
        return answer if isinstance(answer, dict) else {}
