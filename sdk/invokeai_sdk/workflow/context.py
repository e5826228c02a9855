"""`CompileContext` and `Needs`: the server's answers that loading and compiling a workflow depend on.

Loading and compiling contact no server. `Workflow.needs()` lists the answers that are missing, and a `CompileContext`
supplies them.
"""

from __future__ import annotations

import random
import secrets
from typing import TYPE_CHECKING, Self

from attrs import evolve, field, frozen

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.generator_items import BoardImagesRequest, PromptRequest
from invokeai_sdk.workflow.json_checks import refuse, require_list, require_object, require_string

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.fields.pending import Pending
    from invokeai_sdk.workflow.generator_items import GeneratorSource

_SEED_BITS = 32


@frozen(kw_only=True)
class Needs:
    """The server's answers that a workflow needs before it can be compiled; false if it needs none.

    Each entry is the key of its answer in `CompileContext`.

    Attributes:
        saved_workflows: ids of the workflows that `call_saved_workflow` nodes call (`GET /api/v1/workflows/i/{id}`).
            Loading reads these answers: load the workflow again with them.
        prompts: the dynamic prompts to expand.
        board_images: the boards whose images are to be listed.
        pending: the files to upload, and the models and boards to look up.
    """

    saved_workflows: tuple[str, ...] = ()
    prompts: tuple[PromptRequest, ...] = ()
    board_images: tuple[BoardImagesRequest, ...] = ()
    pending: tuple[Pending, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.saved_workflows or self.prompts or self.board_images or self.pending)


@frozen(kw_only=True)
class CompileContext:
    """The server's answers, and the source of random numbers.

    Attributes:
        auto_add_board_id: the id of the board that board inputs on "auto" save to; `"none"` for no board.
        runs: how often to run the batch, unless `compile` is given a number.
        missing_images: names of images that the workflow uses and that the server does not have.
        missing_videos: names of videos that the workflow uses and that the server does not have.
        missing_boards: ids of boards that the workflow uses and that the server does not have.
        missing_models: keys of models that the workflow uses and that the server does not have.
        saved_workflows: the server's records of saved workflows by id; `None` or absent if the server has none.
        prompts: the expanded dynamic prompts by request, or by prompt for any parameters; empty if the server could
            not expand them.
        board_images: the image names by request; empty if the server has no such board.
        answers: the JSON values that replace pending values: `{"image_name": …}`, a model identifier, or
            `{"board_id": …}`.
        seed: the seed that unseeded random generators draw their seeds from; `None` for a random one.
    """

    auto_add_board_id: str = "none"
    runs: int = 1
    missing_images: frozenset[str] = frozenset()
    missing_videos: frozenset[str] = frozenset()
    missing_boards: frozenset[str] = frozenset()
    missing_models: frozenset[str] = frozenset()
    saved_workflows: Mapping[str, JSONObject | None] = field(factory=dict)
    prompts: Mapping[PromptRequest | str, Sequence[str]] = field(factory=dict)
    board_images: Mapping[BoardImagesRequest, Sequence[str]] = field(factory=dict)
    answers: Mapping[Pending, JSONValue] = field(factory=dict)
    seed: int | None = None
    _entropy: int = field(factory=lambda: secrets.randbits(_SEED_BITS), alias="entropy", eq=False, repr=False)

    def redraw(self) -> Self:
        """Return a context that draws other random numbers, or this context if it has a `seed`.

        A context draws the same numbers on every use, so that `needs`, `plan` and `compile` agree. Redraw it for the
        next submission.
        """
        return self if self.seed is not None else evolve(self, entropy=secrets.randbits(_SEED_BITS))

    def make_draws(self, generator: str) -> GeneratorSource:
        """Start the sequence of random numbers of one generator node.

        Within one context, a generator always draws the same numbers, and they do not depend on other generators.

        Args:
            generator: the id of the generator node.
        """
        return _Draws(self, self.make_random(generator))

    def make_random(self, purpose: str) -> random.Random:
        """Start a sequence of random numbers: always the same one within one context, for one purpose.

        Args:
            purpose: a name for what the numbers are for.
        """
        seed = self._entropy if self.seed is None else self.seed
        return random.Random(f"{seed}/{purpose}")  # noqa: S311 - for images, not for secrets

    @classmethod
    def from_json(cls, data: JSONObject) -> Self:
        """Read a context from JSON, to compile offline as if connected to a server.

        Args:
            data: an object with any of `auto_add_board_id`, `runs`, `seed`, `missing_images`, `missing_videos`,
                `missing_boards`, `missing_models` (lists), `saved_workflows` (`{id: record}`), `dynamic_prompts`
                (`{prompt: {"prompts": […], "error": null}}`), `board_images`
                (`{"<board id>/images": [names], "<board id>/assets": [names]}`).

        Raises:
            WorkflowFormatError: an entry has the wrong type.
        """
        at = "context"
        raw = require_object(data, at)
        options: dict[str, object] = {}
        if "auto_add_board_id" in raw:
            options["auto_add_board_id"] = require_string(raw, "auto_add_board_id", at)
        for key in ("runs", "seed"):
            if (number := raw.get(key)) is not None:
                if not isinstance(number, int) or isinstance(number, bool):
                    refuse(f"{at}.{key}", "an integer", number)
                options[key] = number
        for key in ("missing_images", "missing_videos", "missing_boards", "missing_models"):
            if key in raw:
                options[key] = frozenset(_read_strings(raw[key], f"{at}.{key}"))
        saved = require_object(raw.get("saved_workflows", {}), f"{at}.saved_workflows")
        return cls(
            **options,  # type: ignore[arg-type]  # checked one by one above
            saved_workflows={
                key: None if value is None else require_object(value, f"{at}.saved_workflows.{key}")
                for key, value in saved.items()
            },
            prompts=_read_prompts(raw.get("dynamic_prompts", {}), f"{at}.dynamic_prompts"),
            board_images=_read_board_images(raw.get("board_images", {}), f"{at}.board_images"),
        )


class _Draws:
    """The random numbers and the server's answers for one generator."""

    def __init__(self, context: CompileContext, source: random.Random) -> None:
        self._context = context
        self._source = source

    def draw_seed(self) -> int:
        """Draw a seed: a uniform integer of 32 bits."""
        return self._source.getrandbits(_SEED_BITS)

    def prompts(self, request: PromptRequest, /) -> Sequence[str]:
        """Return the expanded prompts; empty if the server could not expand the template."""
        known = self._context.prompts
        return known[request] if request in known else known.get(request.prompt, ())

    def board_images(self, request: BoardImagesRequest, /) -> Sequence[str]:
        """Return the names of a board's images; empty if the server has no such board."""
        return self._context.board_images.get(request, ())


def _read_strings(value: object, where: str) -> list[str]:
    strings = require_list(value, where)
    for item in strings:
        if not isinstance(item, str):
            refuse(where, "strings", item)
    return [item for item in strings if isinstance(item, str)]


def _read_prompts(value: object, where: str) -> dict[PromptRequest | str, Sequence[str]]:
    # As in the editor, prompts that arrive together with an error are ignored.
    replies = {prompt: require_object(reply, where) for prompt, reply in require_object(value, where).items()}
    return {
        prompt: () if reply.get("error") else _read_strings(reply.get("prompts"), f"{where}.prompts")
        for prompt, reply in replies.items()
    }


def _read_board_images(value: object, where: str) -> dict[BoardImagesRequest, Sequence[str]]:
    images: dict[BoardImagesRequest, Sequence[str]] = {}
    for key, names in require_object(value, where).items():
        board_id, slash, category = key.rpartition("/")
        if not slash or category not in ("images", "assets"):
            raise WorkflowFormatError(f"{where}: {key!r} is neither '<board id>/images' nor '<board id>/assets'")
        images[BoardImagesRequest(board_id, "images" if category == "images" else "assets")] = _read_strings(
            names, where
        )
    return images
