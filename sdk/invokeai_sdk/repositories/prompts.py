"""Help with prompts, and the server's fonts: `client.prompts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_api import api

from invokeai_sdk.media.image import ImageRef, image_name
from invokeai_sdk.repositories.model_handle import ModelRef, model_key

if TYPE_CHECKING:
    import builtins
    from pathlib import Path

    from invokeai_api.models.dynamic_prompts_response import DynamicPromptsResponse
    from invokeai_api.models.expand_prompt_response import ExpandPromptResponse
    from invokeai_api.models.user_font import UserFont

    from invokeai_sdk.core import Core


class PromptRepository:
    """What the server can do with prompts besides running them."""

    def __init__(self, core: Core) -> None:
        self._transport = core.transport

    async def expand_dynamic(
        self, prompt: str, *, max_prompts: int = 1000, combinatorial: bool = True, seed: int | None = None
    ) -> DynamicPromptsResponse:
        """Expand the dynamic parts of a prompt, such as `a {red|blue} fox`.

        Args:
            prompt: in the syntax of the dynamicprompts package.
            max_prompts: the most to return, 1 to 10000; without `combinatorial`, exactly so many.
            combinatorial: every combination in order, instead of random ones.
            seed: makes the random ones repeatable.

        Returns:
            The prompts. A prompt that cannot be parsed is no error to the server: then it is the only one returned,
            and `error` says why.

        Raises:
            ValidationError: `max_prompts` is out of bounds.
        """
        body = {"prompt": prompt, "max_prompts": max_prompts, "combinatorial": combinatorial, "seed": seed}
        answer: DynamicPromptsResponse = await self._transport.send(api.utilities.parse_dynamicprompts(body=body))
        return answer

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
        """Have a text model write a detailed prompt from a brief one, and return it with the seed that made it.

        Args:
            prompt: the brief one.
            model: a model of type `text_llm`: a handle or a key.
            max_tokens: how long it may get, 1 to 2048.
            system_prompt: instructions instead of the server's own.
            seed: makes the answer repeatable.
            timeout: how many seconds the model may take, loading included.

        Raises:
            NotFoundError: no such model.
            ValidationError: the model is of another type, or an argument out of bounds.
        """
        body = {
            "prompt": prompt,
            "model_key": model_key(model),
            "max_tokens": max_tokens,
            "system_prompt": system_prompt,
            "seed": seed,
        }
        answer: ExpandPromptResponse = await self._transport.send(
            api.utilities.expand_prompt(body=body), timeout=timeout
        )
        return answer

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
            model: a model of type `llava_onevision`: a handle or a key.
            instruction: what to ask of it, instead of the server's own question.
            timeout: how many seconds the model may take, loading included.

        Raises:
            NotFoundError: no such image or model.
            ValidationError: the model is of another type.
        """
        body = {"image_name": image_name(image), "model_key": model_key(model)}
        if instruction is not None:
            body["instruction"] = instruction
        answer = await self._transport.send(api.utilities.image_to_prompt(body=body), timeout=timeout)
        return str(answer.prompt)

    async def fonts(self) -> builtins.list[UserFont]:
        """Return the fonts that lie in the server's fonts folder."""
        answer = await self._transport.send(api.utilities.list_user_fonts())
        found: builtins.list[UserFont] = answer.fonts
        return found

    async def save_font(self, font_path: str, path: str | Path) -> Path:
        """Download a font's file.

        Args:
            font_path: its path on the server, as `fonts` gives it.
            path: where to.

        Raises:
            NotFoundError: no such font.
        """
        return await self._transport.download(api.utilities.get_user_font_file(font_path=font_path), Path(path))
