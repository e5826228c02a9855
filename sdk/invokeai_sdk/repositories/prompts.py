"""`client.prompts`: prompts expanded or written by the server, and the server's fonts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk._types import given
from invokeai_sdk.media.image import ImageRef, image_name
from invokeai_sdk.repositories.model_handle import ModelRef, find_key

if TYPE_CHECKING:
    import builtins

    from invokeai_api.models.dynamic_prompts_response import DynamicPromptsResponse
    from invokeai_api.models.expand_prompt_response import ExpandPromptResponse
    from invokeai_api.models.user_font import UserFont

    from invokeai_sdk.core import Core


class PromptRepository:
    """Expands dynamic prompts and has the server's models write prompts."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._transport = core.transport

    async def expand_dynamic(
        self, prompt: str, *, max_prompts: int = 1000, combinatorial: bool = True, seed: int | None = None
    ) -> DynamicPromptsResponse:
        """Expand the dynamic parts of a prompt, such as `a {red|blue} fox`.

        Args:
            prompt: the prompt, in the syntax of the dynamicprompts package.
            max_prompts: the maximum number of prompts to return, 1 to 10000; exactly this number if `combinatorial`
                is false.
            combinatorial: return all combinations in order instead of random ones.
            seed: makes the random combinations repeatable.

        Returns:
            The prompts. If the prompt cannot be parsed, it is the only prompt returned, and `error` has the reason.

        Raises:
            ValidationError: `max_prompts` is out of range.
        """
        return await self._transport.send(
            api.utilities.parse_dynamicprompts(
                body={"prompt": prompt, "max_prompts": max_prompts, "combinatorial": combinatorial, "seed": seed}
            )
        )

    async def expand(
        self,
        prompt: str,
        model: ModelRef,
        *,
        max_tokens: int = 300,
        system_prompt: str | None = None,
        seed: int | None = None,
        timeout: float | None = 600.0,
    ) -> ExpandPromptResponse:
        """Have a text model write a detailed prompt from a brief one.

        Args:
            prompt: the brief prompt.
            model: a model of type `text_llm`: a handle, a key or a name.
            max_tokens: the maximum length of the answer, 1 to 2048 tokens.
            system_prompt: instructions for the model instead of the server's own.
            seed: makes the answer repeatable.
            timeout: the maximum number of seconds for the answer, which includes loading the model.

        Returns:
            The detailed prompt, and the seed that it was made with.

        Raises:
            ModelNotFoundError: no model has this name.
            AmbiguousModelError: several models have this name.
            NotFoundError: the server has no model with this key.
            ValidationError: the model is of another type, or an argument is out of range.
        """
        return await self._transport.send(
            api.utilities.expand_prompt(
                body={
                    "prompt": prompt,
                    "model_key": await find_key(self._core, model),
                    "max_tokens": max_tokens,
                    "system_prompt": system_prompt,
                    "seed": seed,
                }
            ),
            timeout=timeout,
        )

    async def describe_image(
        self,
        image: ImageRef,
        model: ModelRef,
        *,
        instruction: str | None = None,
        timeout: float | None = 600.0,
    ) -> str:
        """Have a vision model write a prompt that describes an image.

        Args:
            image: a handle or a name.
            model: a model of type `llava_onevision`: a handle, a key or a name.
            instruction: the question to the model instead of the server's own.
            timeout: the maximum number of seconds for the answer, which includes loading the model.

        Raises:
            ModelNotFoundError: no model has this name.
            AmbiguousModelError: several models have this name.
            NotFoundError: the server has no such image, or no model with this key.
            ValidationError: the model is of another type.
        """
        answer = await self._transport.send(
            api.utilities.image_to_prompt(
                body={
                    "image_name": image_name(image),
                    "model_key": await find_key(self._core, model),
                    "instruction": given(instruction),
                }
            ),
            timeout=timeout,
        )
        return answer.prompt

    async def fonts(self) -> builtins.list[UserFont]:
        """Return the fonts in the server's fonts folder."""
        return (await self._transport.send(api.utilities.list_user_fonts())).fonts

    async def save_font(self, font_path: str, path: str | Path) -> Path:
        """Download the file of a font, and return the path of the file.

        Args:
            font_path: the path on the server, as `fonts` returns it.
            path: the file to write.

        Raises:
            NotFoundError: the server has no such font.
            DownloadError: the file cannot be written.
        """
        return await self._transport.download(api.utilities.get_user_font_file(font_path=font_path), Path(path))
