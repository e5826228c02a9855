"""System prompts, the instructions for text models: `client.system_prompts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.system_prompt_record_dto import SystemPromptRecordDTO

    from invokeai_sdk.core import Core


class SystemPromptRepository:
    """The system prompts that this user may see."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def list(self) -> builtins.list[SystemPromptRecordDTO]:
        """Return all of them: one's own, and the public ones of others."""
        prompts: builtins.list[SystemPromptRecordDTO] = await self._transport.send(
            api.system_prompts.list_system_prompts()
        )
        return prompts

    async def get(self, prompt_id: str) -> SystemPromptRecordDTO:
        """Return one.

        Raises:
            NotFoundError: there is none of this id.
        """
        prompt: SystemPromptRecordDTO = await self._transport.send(
            api.system_prompts.get_system_prompt(system_prompt_id=prompt_id)
        )
        return prompt

    async def create(self, name: str, content: str) -> SystemPromptRecordDTO:
        """Create one, and return it."""
        prompt: SystemPromptRecordDTO = await self._transport.send(
            api.system_prompts.create_system_prompt(body={"name": name, "content": content})
        )
        return prompt

    async def update(
        self, prompt_id: str, *, name: str | None = None, content: str | None = None, is_public: bool | None = None
    ) -> SystemPromptRecordDTO:
        """Change one, and return it; what is left out stays.

        Raises:
            NotFoundError: there is none of this id.
        """
        changes = {"name": name, "content": content, "is_public": is_public}
        prompt: SystemPromptRecordDTO = await self._transport.send(
            api.system_prompts.update_system_prompt(
                system_prompt_id=prompt_id, body={key: value for key, value in changes.items() if value is not None}
            )
        )
        return prompt

    async def delete(self, prompt_id: str) -> None:
        """Delete one.

        Raises:
            NotFoundError: there is none of this id.
        """
        await self._transport.send(api.system_prompts.delete_system_prompt(system_prompt_id=prompt_id))
