"""Requests to the server's `system_prompts` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_unset, quote_path

if TYPE_CHECKING:
    from invokeai_sdk._types import JSONValue

    from ..bodies import SystemPromptChanges, SystemPromptWithoutId
    from ..models.system_prompt_record_dto import SystemPromptRecordDTO


def list_system_prompts() -> Request[list[SystemPromptRecordDTO]]:
    """List System Prompts.

    Lists system prompts visible to the current user (own + public).
    """

    def parse(data: Any) -> list[SystemPromptRecordDTO]:
        from ..models.system_prompt_record_dto import SystemPromptRecordDTO

        response_200 = []
        _response_200 = data
        for response_200_item_data in _response_200:
            response_200_item = SystemPromptRecordDTO.from_dict(response_200_item_data)

            response_200.append(response_200_item)

        return response_200

    return Request(
        "system_prompts.list_system_prompts",
        "GET",
        "/api/v1/system_prompts/",
        parse=parse,
    )


def create_system_prompt(*, body: SystemPromptWithoutId) -> Request[SystemPromptRecordDTO]:
    """Create System Prompt.

    Creates a new system prompt owned by the current user.
    """

    def parse(data: Any) -> SystemPromptRecordDTO:
        from ..models.system_prompt_record_dto import SystemPromptRecordDTO

        response_200 = SystemPromptRecordDTO.from_dict(data)

        return response_200

    return Request(
        "system_prompts.create_system_prompt",
        "POST",
        "/api/v1/system_prompts/",
        json=drop_unset(body),
        parse=parse,
    )


def get_system_prompt(*, system_prompt_id: str) -> Request[SystemPromptRecordDTO]:
    """Get System Prompt.

    Gets a system prompt by id.

    Args:
        system_prompt_id: The id of the system prompt to get
    """

    def parse(data: Any) -> SystemPromptRecordDTO:
        from ..models.system_prompt_record_dto import SystemPromptRecordDTO

        response_200 = SystemPromptRecordDTO.from_dict(data)

        return response_200

    return Request(
        "system_prompts.get_system_prompt",
        "GET",
        "/api/v1/system_prompts/i/{system_prompt_id}".format(
            **quote_path("system_prompts.get_system_prompt", system_prompt_id=system_prompt_id)
        ),
        parse=parse,
    )


def delete_system_prompt(*, system_prompt_id: str) -> Request[JSONValue]:
    """Delete System Prompt.

    Deletes a system prompt. Only the owner or an admin may delete.

    Args:
        system_prompt_id: The id of the system prompt to delete
    """

    return Request(
        "system_prompts.delete_system_prompt",
        "DELETE",
        "/api/v1/system_prompts/i/{system_prompt_id}".format(
            **quote_path("system_prompts.delete_system_prompt", system_prompt_id=system_prompt_id)
        ),
    )


def update_system_prompt(*, system_prompt_id: str, body: SystemPromptChanges) -> Request[SystemPromptRecordDTO]:
    """Update System Prompt.

    Updates a system prompt. Only the owner or an admin may update.

    Args:
        system_prompt_id: The id of the system prompt to update
    """

    def parse(data: Any) -> SystemPromptRecordDTO:
        from ..models.system_prompt_record_dto import SystemPromptRecordDTO

        response_200 = SystemPromptRecordDTO.from_dict(data)

        return response_200

    return Request(
        "system_prompts.update_system_prompt",
        "PATCH",
        "/api/v1/system_prompts/i/{system_prompt_id}".format(
            **quote_path("system_prompts.update_system_prompt", system_prompt_id=system_prompt_id)
        ),
        json=drop_unset(body),
        parse=parse,
    )
