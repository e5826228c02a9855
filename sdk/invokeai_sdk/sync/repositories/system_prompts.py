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
        """Return all system prompts: the user's own, and the public ones of other users."""
        return self._call(self._async.list)

    def get(self, prompt: str) -> SystemPromptRecordDTO:
        """Return the record of a system prompt.

        Args:
            prompt: the id or the exact name.

        Raises:
            NotFoundError: no system prompt has this id or name; the message suggests similar names.
            AmbiguousNameError: several system prompts have this name.
        """
        return self._call(self._async.get, prompt)

    def create(self, name: str, content: str) -> SystemPromptRecordDTO:
        """Create a system prompt, and return its record.

        Args:
            name: the name that the web UI shows.
            content: the instructions for the model.
        """
        return self._call(self._async.create, name, content)

    def update(
        self, prompt_id: str, *, name: str | None = None, content: str | None = None, is_public: bool | None = None
    ) -> SystemPromptRecordDTO:
        """Change a system prompt, and return its record. Arguments that are left out stay as they are.

        Args:
            prompt_id: the system prompt.
            name: the name that the web UI shows.
            content: the instructions for the model.
            is_public: whether other users see the system prompt.

        Raises:
            NotFoundError: no system prompt has this id.
        """
        return self._call(self._async.update, prompt_id, name=name, content=content, is_public=is_public)

    def delete(self, prompt_id: str) -> None:
        """Delete a system prompt.

        Raises:
            NotFoundError: no system prompt has this id.
        """
        self._call(self._async.delete, prompt_id)
