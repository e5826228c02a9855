"""`client.system_prompts`: the instructions for the server's text models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._ids import looks_like_id
from invokeai_sdk._types import given
from invokeai_sdk.repositories.find_record import find_record
from invokeai_sdk.repositories.paging import Listing

if TYPE_CHECKING:
    from invokeai_api.models.system_prompt_record_dto import SystemPromptRecordDTO

    from invokeai_sdk.core import Core


class SystemPromptRepository:
    """The system prompts that this user may see."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    def list(self) -> Listing[SystemPromptRecordDTO]:
        """List all system prompts: the user's own, and the public ones of other users."""
        return Listing.unpaged(lambda: self._transport.send(api.system_prompts.list_system_prompts()))

    async def get(self, prompt: str) -> SystemPromptRecordDTO:
        """Return the record of a system prompt.

        Args:
            prompt: the id or the exact name.

        Raises:
            NotFoundError: no system prompt has this id or name; the message suggests similar names.
            AmbiguousNameError: several system prompts have this name.
        """
        if looks_like_id(prompt):
            return await self._transport.send(api.system_prompts.get_system_prompt(system_prompt_id=prompt))
        request = api.system_prompts.list_system_prompts()
        return find_record(
            await self._transport.send(request),
            prompt,
            kind="system prompt",
            id_of=lambda record: record.id,
            name_of=lambda record: record.name,
            url=f"{self._transport.base_url}{request.path}",
        )

    async def create(self, name: str, content: str) -> SystemPromptRecordDTO:
        """Create a system prompt, and return its record.

        Args:
            name: the name that the web UI shows.
            content: the instructions for the model.
        """
        return await self._transport.send(
            api.system_prompts.create_system_prompt(body={"name": name, "content": content})
        )

    async def update(
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
        return await self._transport.send(
            api.system_prompts.update_system_prompt(
                system_prompt_id=prompt_id,
                body={"name": given(name), "content": given(content), "is_public": given(is_public)},
            )
        )

    async def delete(self, prompt_id: str) -> None:
        """Delete a system prompt.

        Raises:
            NotFoundError: no system prompt has this id.
        """
        await self._transport.send(api.system_prompts.delete_system_prompt(system_prompt_id=prompt_id))
