"""Parser of the commands and their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from invokeai_sdk import _version
from invokeai_sdk.cli import compile_command, inputs_command, lint_command
from invokeai_sdk.errors import OptionsError

if TYPE_CHECKING:
    from collections.abc import Callable


class _Parser(argparse.ArgumentParser):
    """A parser that raises its errors as `OptionsError`, so that `--json` applies to them."""

    def error(self, message: str) -> NoReturn:
        raise OptionsError(f"{self.prog}: {message} (see {self.prog} --help)")


def build_parser() -> argparse.ArgumentParser:
    """Build the parser; each command sets `run`, a function that takes the options and returns the exit code."""
    parser = _Parser(prog="invokeai-sdk", description="Work with InvokeAI workflows from the command line.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    command = _add(commands, "inputs", "list the inputs on a workflow's form", inputs_command.run)
    command.add_argument("--schema", action="store_true", help="print a JSON Schema of the inputs instead")

    _add(commands, "lint", "report the problems of a workflow", lint_command.run)

    command = _add(commands, "compile", "print the graph and batch that the editor would send", compile_command.run)
    command.add_argument("--inputs", metavar="FILE", help="JSON list of {node_id, field_name, value} to set first")
    command.add_argument("--context", metavar="FILE", help="JSON object with the server's answers that compiling needs")
    command.add_argument(
        "--auto-add-board", type=_parse_board, metavar="ID", help='the board that "auto" saves to (default: none)'
    )
    command.add_argument("--runs", type=_parse_count, metavar="N", help="how often to run the whole batch (default: 1)")
    command.add_argument(
        "--unknown-nodes",
        choices=("error", "keep", "drop"),
        default="error",
        help="how to treat nodes whose type is unknown (default: error)",
    )
    return parser


def _add(
    commands: argparse._SubParsersAction[_Parser], name: str, summary: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    command.add_argument(
        "workflow", metavar="WORKFLOW", help="a JSON file, a PNG with an embedded workflow, or - for standard input"
    )
    command.add_argument("--json", action="store_true", help="print a single JSON value, also for errors")
    command.add_argument("--url", help="use the node types of this server instead of the bundled catalogue")
    command.set_defaults(run=run)
    return command


def _parse_board(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a board id cannot be blank")
    return text


def _parse_count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not an integer of at least 1")
    return number
