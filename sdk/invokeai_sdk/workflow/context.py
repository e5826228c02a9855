"""What a server would answer while a workflow is loaded and compiled, as plain values.

Loading and compiling ask nothing of any server: they look here. `Workflow.needs()` says what to put in.
"""

from __future__ import annotations

import random
import secrets
from typing import TYPE_CHECKING, Self

from attrs import evolve, field, frozen

from invokeai_sdk.errors import WorkflowFormatError
from invokeai_sdk.workflow.generators import BoardImagesRequest, PromptRequest
from invokeai_sdk.workflow.shapes import a_list, a_string, an_object, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from invokeai_sdk._types import JSONObject, JSONValue
    from invokeai_sdk.fields.pending import Pending

_SEED_BITS = 32


@frozen(kw_only=True)
class Needs:
    """What only a server can answer about a workflow; false if there is nothing.

    Each entry is itself the key under which `CompileContext` takes its answer.

    Attributes:
        saved_workflows: ids of workflows that `call_saved_workflow` nodes call (`GET /api/v1/workflows/i/{id}`).
            Their answers are looked at when a workflow is loaded, so load it again with them.
        prompts: dynamic prompts to expand.
        board_images: boards whose images are to be listed.
        pending: files to upload, models and boards to look up.
    """

    saved_workflows: tuple[str, ...] = ()
    prompts: tuple[PromptRequest, ...] = ()
    board_images: tuple[BoardImagesRequest, ...] = ()
    pending: tuple[Pending, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.saved_workflows or self.prompts or self.board_images or self.pending)


@frozen(kw_only=True)
class CompileContext:
    """What a server would answer.

    Attributes:
        auto_add_board_id: the board that board inputs on "auto" save to; `"none"` for no board.
        runs: how often to run what is compiled, unless `compile` is told otherwise.
        missing_images: names of images that the workflow uses and the server does not have.
        missing_videos: names of such videos.
        missing_boards: ids of such boards.
        missing_models: keys of such models.
        saved_workflows: the server's answers for saved workflows by id; `None` or absent where it has none.
        prompts: expanded dynamic prompts by request, or by prompt alone for whatever parameters; nothing where the
            server could not expand them.
        board_images: image names by request; nothing where the server has no such board.
        answers: what stands for pending values: `{"image_name": …}`, a model identifier, `{"board_id": …}`.
        seed: where unseeded random generators get their seeds from; `None` for chance.
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

    def redrawn(self) -> Self:
        """Return a context that draws other random numbers; the same one if it has a `seed`.

        One context draws the same numbers every time it is used, so that what was asked for (`needs`), shown
        (`plan`) and sent (`compile`) agree. Redraw it for the next submission.
        """
        return self if self.seed is not None else evolve(self, entropy=secrets.randbits(_SEED_BITS))

    def draws(self, generator: str) -> Draws:
        """Begin the random numbers of one generator node.

        Each generator has its own sequence, always the same one in one context, so that asking for one generator's
        answers does not change what another draws.

        Args:
            generator: the node's id.
        """
        seed = self._entropy if self.seed is None else self.seed
        return Draws(self, random.Random(f"{seed}/{generator}"))  # noqa: S311 - pictures, no secrets

    @classmethod
    def from_json(cls, data: JSONObject) -> Self:
        """Read a context from JSON, to compile offline as if connected.

        Args:
            data: any of `auto_add_board_id`, `runs`, `seed`, `missing_images`, `missing_videos`, `missing_boards`,
                `missing_models` (lists), `saved_workflows` (`{id: answer}`), `dynamic_prompts`
                (`{prompt: {"prompts": […], "error": null}}`), `board_images`
                (`{"<board id>/images": [names], "<board id>/assets": [names]}`).

        Raises:
            WorkflowFormatError: one of them is not what it should be.
        """
        at = "context"
        raw = an_object(data, at)
        options: dict[str, object] = {}
        if "auto_add_board_id" in raw:
            options["auto_add_board_id"] = a_string(raw, "auto_add_board_id", at)
        for key in ("runs", "seed"):
            if (number := raw.get(key)) is not None:
                if not isinstance(number, int) or isinstance(number, bool):
                    refuse(f"{at}.{key}", "a whole number", number)
                options[key] = number
        for key in ("missing_images", "missing_videos", "missing_boards", "missing_models"):
            if key in raw:
                options[key] = frozenset(_strings(raw[key], f"{at}.{key}"))
        saved = an_object(raw.get("saved_workflows", {}), f"{at}.saved_workflows")
        return cls(
            **options,  # type: ignore[arg-type]  # checked one by one above
            saved_workflows={
                key: None if value is None else an_object(value, f"{at}.saved_workflows.{key}")
                for key, value in saved.items()
            },
            prompts=_prompts(raw.get("dynamic_prompts", {}), f"{at}.dynamic_prompts"),
            board_images=_board_images(raw.get("board_images", {}), f"{at}.board_images"),
        )


class Draws:
    """The random numbers and the server's answers for one generator, as it asks for them."""

    def __init__(self, context: CompileContext, source: random.Random) -> None:
        self._context = context
        self._source = source

    def random_seed(self) -> int:
        """Draw a seed: a uniform integer of 32 bits."""
        return self._source.getrandbits(_SEED_BITS)

    def prompts(self, request: PromptRequest, /) -> Sequence[str]:
        """Return the server's prompts; none if it could not expand the template."""
        known = self._context.prompts
        return known[request] if request in known else known.get(request.prompt, ())

    def board_images(self, request: BoardImagesRequest, /) -> Sequence[str]:
        """Return the names of a board's images; none if there is no such board."""
        return self._context.board_images.get(request, ())


def _strings(value: object, where: str) -> list[str]:
    strings = a_list(value, where)
    for item in strings:
        if not isinstance(item, str):
            refuse(where, "strings", item)
    return [item for item in strings if isinstance(item, str)]


def _prompts(value: object, where: str) -> dict[PromptRequest | str, Sequence[str]]:
    # Where the server reports an error, the prompts it sends along are not used: as in the editor.
    replies = {prompt: an_object(reply, where) for prompt, reply in an_object(value, where).items()}
    return {
        prompt: () if reply.get("error") else _strings(reply.get("prompts"), f"{where}.prompts")
        for prompt, reply in replies.items()
    }


def _board_images(value: object, where: str) -> dict[BoardImagesRequest, Sequence[str]]:
    found: dict[BoardImagesRequest, Sequence[str]] = {}
    for key, names in an_object(value, where).items():
        board_id, slash, category = key.rpartition("/")
        if not slash or category not in ("images", "assets"):
            raise WorkflowFormatError(f"{where}: {key!r} is not '<board id>/images' or '<board id>/assets'")
        found[BoardImagesRequest(board_id, "images" if category == "images" else "assets")] = _strings(names, where)
    return found
