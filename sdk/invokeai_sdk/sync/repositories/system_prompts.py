"""The blocking counterpart of `invokeai_sdk.repositories.system_prompts`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.system_prompt_record_dto import SystemPromptRecordDTO

    from invokeai_sdk.repositories.system_prompts import SystemPromptRepository


class SyncSystemPromptRepository(Mirror):
    """The system prompts that this user may see."""

    _async: SystemPromptRepository

    def list(self) -> builtins.list[SystemPromptRecordDTO]:
        """Return all of them: one's own, and the public ones of others."""
        return self._call(self._async.list)

    def get(self, prompt_id: str) -> SystemPromptRecordDTO:
        """Return one.

        Raises:
            NotFoundError: there is none of this id.
        """
        return self._call(self._async.get, prompt_id)

    def create(self, name: str, content: str) -> SystemPromptRecordDTO:
        """Create one, and return it."""
        return self._call(self._async.create, name, content)

    def update(
        self, prompt_id: str, *, name: str | None = None, content: str | None = None, is_public: bool | None = None
    ) -> SystemPromptRecordDTO:
        """Change one, and return it; what is left out stays.

        Raises:
            NotFoundError: there is none of this id.
        """
        return self._call(self._async.update, prompt_id, name=name, content=content, is_public=is_public)

    def delete(self, prompt_id: str) -> None:
        """Delete one.

        Raises:
            NotFoundError: there is none of this id.
        """
        self._call(self._async.delete, prompt_id)
