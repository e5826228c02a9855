"""The blocking counterpart of `invokeai_sdk.repositories.model_binding`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONObject
    from invokeai_sdk.repositories.model_binding import ModelBinding, ModelBindings
    from invokeai_sdk.sync.repositories.model_handle import SyncDnnModelHandle


class SyncModelBinding(Mirror):
    """A model that the server does not have under its key, and what was found for it.

    Attributes:
        node_id: the node.
        field_name: its field.
        was: the model as the workflow names it: `name`, `base`, `type`, and, unless it is very old, `key` and `hash`.
        now: the server's model to use instead, or `None` if nothing fits.
        how: why this one, or why none.
    """

    _async: ModelBinding

    @property
    def node_id(self) -> str:
        """The node."""
        return self._async.node_id

    @property
    def field_name(self) -> str:
        """Its field."""
        return self._async.field_name

    @property
    def was(self) -> JSONObject:
        """The model as the workflow names it: `name`, `base`, `type`, and, unless it is very old, `key` and `hash`."""
        return self._async.was

    @property
    def now(self) -> SyncDnnModelHandle | None:
        """The server's model to use instead, or `None` if nothing fits."""
        return self._wrapped(self._async.now)

    @property
    def how(self) -> str:
        """Why this one, or why none."""
        return self._async.how

    def __str__(self) -> str:
        return self._async.__str__()


class SyncModelBindings(Mirror):
    """What binding a workflow's models comes to.

    Attributes:
        replaced: the models that have a replacement.
        missing: those that have none.
    """

    _async: ModelBindings

    @property
    def replaced(self) -> tuple[SyncModelBinding, ...]:
        """The models that have a replacement."""
        return self._wrapped(self._async.replaced)

    @property
    def missing(self) -> tuple[SyncModelBinding, ...]:
        """Those that have none."""
        return self._wrapped(self._async.missing)

    @property
    def ok(self) -> bool:
        """Whether every model of the workflow is, or can be replaced by, one of the server's."""
        return self._async.ok

    def __str__(self) -> str:
        return self._async.__str__()
