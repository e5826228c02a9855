"""The commands and their options."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from invokeai_sdk import _version
from invokeai_sdk.cli import compile_command, inputs_command, lint_command
from invokeai_sdk.errors import OptionsError

if TYPE_CHECKING:
    from collections.abc import Callable


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are errors like any other, so that `--json` covers them."""

    def error(self, message: str) -> NoReturn:
        raise OptionsError(f"{self.prog}: {message} (see {self.prog} --help)")


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands; each sets `run`, a function from the options to the exit code."""
    parser = _Parser(prog="invokeai-sdk", description="Work with InvokeAI workflows from the command line.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    command = _add(commands, "inputs", "list the inputs on a workflow's form", inputs_command.run)
    command.add_argument("--schema", action="store_true", help="print a JSON Schema of the inputs instead")

    _add(commands, "lint", "report what is wrong with a workflow", lint_command.run)

    command = _add(commands, "compile", "print the graph and batch that the editor would send", compile_command.run)
    command.add_argument("--inputs", metavar="FILE", help="JSON list of {node_id, field_name, value} to set first")
    command.add_argument("--context", metavar="FILE", help="JSON of what the server would answer while compiling")
    command.add_argument(
        "--auto-add-board", type=_board, metavar="ID", help='the board that "auto" saves to (default: none)'
    )
    command.add_argument("--runs", type=_count, metavar="N", help="how often to run it all (default: 1)")
    command.add_argument(
        "--unknown-nodes",
        choices=("error", "keep", "drop"),
        default="error",
        help="what to do with nodes that no schema describes (default: error)",
    )
    return parser


def _add(
    commands: argparse._SubParsersAction[_Parser], name: str, summary: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    command.add_argument("workflow", metavar="WORKFLOW", help="a workflow's JSON file, a PNG it is embedded in, or -")
    command.add_argument("--json", action="store_true", help="print one JSON value, errors included")
    command.add_argument("--url", help="take the node types from this server instead of the bundled catalogue")
    command.set_defaults(run=run)
    return command


def _board(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a board's id cannot be blank")
    return text


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return number
