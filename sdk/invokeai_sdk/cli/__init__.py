"""Command line: `invokeai-sdk inputs | lint | compile`.

Exit codes: 0 success; 1 `lint` found errors; 2 the command failed, with a message that says why; 130 interrupted.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from invokeai_sdk.cli.output import print_error
from invokeai_sdk.cli.parser import build_parser
from invokeai_sdk.errors import InvokeAIError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the arguments; the arguments of the process by default.

    Returns:
        The exit code.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may have an encoding without the characters of a label
            stream.reconfigure(errors="backslashreplace")
    try:
        options = build_parser().parse_args(arguments)
        return int(options.run(options))
    except InvokeAIError as error:
        print_error(error, as_json="--json" in arguments)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of the output has closed the pipe, as `head` does.
        sys.stderr.close()
        return 2
