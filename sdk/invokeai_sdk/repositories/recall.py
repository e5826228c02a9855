"""`client.recall`: setting generation parameters in open web UIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

if TYPE_CHECKING:
    from invokeai_api.bodies import RecallParameter

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.core import Core


class RecallRepository:
    """Sets generation parameters in the web UIs that are open on the server."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport
        self._queue_id = core.options.queue_id

    async def update(self, parameters: RecallParameter, *, strict: bool = False, append: bool = False) -> JSONObject:
        """Set parameters in the open web UIs.

        Args:
            parameters: the parameters, such as `positive_prompt`, `model`, `steps` and `seed`. Models are given by
                name.
            strict: clear every parameter that is not given.
            append: add the reference images to those in the web UI instead of replacing them.

        Returns:
            The server's answer: the parameters, with models and images resolved.

        Raises:
            BadRequestError: both `strict` and `append` are given.
            ValidationError: a parameter has an invalid value.
        """
        answer = await self._transport.send(
            api.recall.update_recall_parameters(queue_id=self._queue_id, strict=strict, append=append, body=parameters)
        )
        return answer.additional_properties

    async def get(self) -> JSONObject:
        """Return the server's answer about the parameters; InvokeAI 6.14 only refers to the web UI."""
        answer = await self._transport.send(api.recall.get_recall_parameters(queue_id=self._queue_id))
        return answer.additional_properties
