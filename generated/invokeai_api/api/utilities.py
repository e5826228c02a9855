"""Requests to the server's `utilities` routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invokeai_sdk._request import Request, drop_unset, quote_path

if TYPE_CHECKING:
    from ..bodies import ExpandPromptRequest, ImageToPromptRequest, ParseDynamicpromptsBody
    from ..models.dynamic_prompts_response import DynamicPromptsResponse
    from ..models.expand_prompt_response import ExpandPromptResponse
    from ..models.image_to_prompt_response import ImageToPromptResponse
    from ..models.user_fonts_response import UserFontsResponse


def parse_dynamicprompts(*, body: ParseDynamicpromptsBody) -> Request[DynamicPromptsResponse]:
    """Parse Dynamicprompts.

    Creates a batch process
    """

    def parse(data: Any) -> DynamicPromptsResponse:
        from ..models.dynamic_prompts_response import DynamicPromptsResponse

        response_200 = DynamicPromptsResponse.from_dict(data)

        return response_200

    return Request(
        "utilities.parse_dynamicprompts",
        "POST",
        "/api/v1/utilities/dynamicprompts",
        json=drop_unset(body),
        parse=parse,
    )


def expand_prompt(*, body: ExpandPromptRequest) -> Request[ExpandPromptResponse]:
    """Expand Prompt.

    Expand a brief prompt into a detailed image generation prompt using a text LLM.
    """

    def parse(data: Any) -> ExpandPromptResponse:
        from ..models.expand_prompt_response import ExpandPromptResponse

        response_200 = ExpandPromptResponse.from_dict(data)

        return response_200

    return Request(
        "utilities.expand_prompt",
        "POST",
        "/api/v1/utilities/expand-prompt",
        json=drop_unset(body),
        parse=parse,
    )


def list_user_fonts() -> Request[UserFontsResponse]:
    """List User Fonts."""

    def parse(data: Any) -> UserFontsResponse:
        from ..models.user_fonts_response import UserFontsResponse

        response_200 = UserFontsResponse.from_dict(data)

        return response_200

    return Request(
        "utilities.list_user_fonts",
        "GET",
        "/api/v1/utilities/fonts",
        parse=parse,
    )


def get_user_font_file(*, font_path: str) -> Request[bytes]:
    """Get User Font File."""

    return Request(
        "utilities.get_user_font_file",
        "GET",
        "/api/v1/utilities/fonts/{font_path}".format(**quote_path("utilities.get_user_font_file", font_path=font_path)),
        answer="bytes",
    )


def image_to_prompt(*, body: ImageToPromptRequest) -> Request[ImageToPromptResponse]:
    """Image To Prompt.

    Generate a descriptive prompt from an image using a vision-language model.
    """

    def parse(data: Any) -> ImageToPromptResponse:
        from ..models.image_to_prompt_response import ImageToPromptResponse

        response_200 = ImageToPromptResponse.from_dict(data)

        return response_200

    return Request(
        "utilities.image_to_prompt",
        "POST",
        "/api/v1/utilities/image-to-prompt",
        json=drop_unset(body),
        parse=parse,
    )
