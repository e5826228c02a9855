"""The blocking counterpart of `invokeai_sdk.repositories.prompts`."""

# Made by `python -m codegen mirror` from the module it mirrors: edit that one.
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from typing import TYPE_CHECKING

from invokeai_sdk.sync.mirror import Mirror, unwrapped

if TYPE_CHECKING:
    import builtins
    from pathlib import Path

    from invokeai_api.models.dynamic_prompts_response import DynamicPromptsResponse
    from invokeai_api.models.expand_prompt_response import ExpandPromptResponse
    from invokeai_api.models.user_font import UserFont

    from invokeai_sdk.repositories.prompts import PromptRepository
    from invokeai_sdk.sync.media.image import SyncImageRef
    from invokeai_sdk.sync.repositories.model_handle import SyncModelRef


class SyncPromptRepository(Mirror):
    """What the server can do with prompts besides running them."""

    _async: PromptRepository

    def expand_dynamic(
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
        return self._call(
            self._async.expand_dynamic, prompt, max_prompts=max_prompts, combinatorial=combinatorial, seed=seed
        )

    def expand(
        self,
        prompt: str,
        model: SyncModelRef,
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
        return self._call(
            self._async.expand,
            prompt,
            unwrapped(model),
            max_tokens=max_tokens,
            system_prompt=system_prompt,
            seed=seed,
            timeout=timeout,
        )

    def describe_image(
        self, image: SyncImageRef, model: SyncModelRef, *, instruction: str | None = None, timeout: float | None = 600.0
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
        return self._call(
            self._async.describe_image, unwrapped(image), unwrapped(model), instruction=instruction, timeout=timeout
        )

    def fonts(self) -> builtins.list[UserFont]:
        """Return the fonts that lie in the server's fonts folder."""
        return self._call(self._async.fonts)

    def save_font(self, font_path: str, path: str | Path) -> Path:
        """Download a font's file.

        Args:
            font_path: its path on the server, as `fonts` gives it.
            path: where to.

        Raises:
            NotFoundError: no such font.
        """
        return self._call(self._async.save_font, font_path, path)
