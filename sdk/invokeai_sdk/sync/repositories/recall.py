"""The blocking counterpart of `invokeai_sdk.repositories.recall`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_api.bodies import RecallParameter

    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.repositories.recall import RecallRepository


class SyncRecallRepository(Mirror):
    """Sets generation parameters in the web UIs that are open on the server."""

    _async: RecallRepository

    def update(self, parameters: RecallParameter, *, strict: bool = False, append: bool = False) -> JSONObject:
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
        return self._call(self._async.update, parameters, strict=strict, append=append)

    def get(self) -> JSONObject:
        """Return the server's answer about the parameters; InvokeAI 6.14 only refers to the web UI."""
        return self._call(self._async.get)
