"""The blocking counterpart of `invokeai_sdk.repositories.recall`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from collections.abc import Mapping

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.repositories.recall import RecallRepository


class SyncRecallRepository(Mirror):
    """Recalling generation parameters into the web UIs that are open at the server."""

    _async: RecallRepository

    def update(self, parameters: Mapping[str, JSONValue], *, strict: bool = False, append: bool = False) -> JSONObject:
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
        return self._call(self._async.update, parameters, strict=strict, append=append)

    def get(self) -> JSONObject:
        """Return what the server says of the parameters; 6.14 only refers to the web UI."""
        return self._call(self._async.get)
