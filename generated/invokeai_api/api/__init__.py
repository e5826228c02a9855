"""Functions that build the requests of the API, one module for each tag of the server's routes.

The modules load when they are first used: `api.boards.get_board(board_id="…")`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import app as app
    from . import authentication as authentication
    from . import boards as boards
    from . import client_state as client_state
    from . import custom_nodes as custom_nodes
    from . import gallery as gallery
    from . import image_moves as image_moves
    from . import images as images
    from . import model_manager as model_manager
    from . import model_relationships as model_relationships
    from . import queue as queue
    from . import recall as recall
    from . import style_presets as style_presets
    from . import system_prompts as system_prompts
    from . import utilities as utilities
    from . import videos as videos
    from . import virtual_boards as virtual_boards
    from . import workflows as workflows
else:

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f".{name}", __name__)


__all__ = (
    "app",
    "authentication",
    "boards",
    "client_state",
    "custom_nodes",
    "gallery",
    "image_moves",
    "images",
    "model_manager",
    "model_relationships",
    "queue",
    "recall",
    "style_presets",
    "system_prompts",
    "utilities",
    "videos",
    "virtual_boards",
    "workflows",
)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
