"""docs/operations.md lists, for each operation of the server, the methods that send it."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from codegen.operations_table import find_methods, is_table_current, operation_names, write_table
from codegen.spec import SDK

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT_METHOD = {"images.create_image_upload_entry"}

NAMES = frozenset(
    f"boards.{name}"
    for name in ("create_board", "delete_board", "get_board", "list_boards", "read_board", "update_board")
) | {"images.star_images"}

CLIENT = """
    from acme.boards import BoardRepository

    class InvokeAIClient:
        @property
        def boards(self) -> BoardRepository:
            return BoardRepository()

        @property
        def raw(self) -> Transport:
            return Transport()

        def queue(self) -> Queue:
            return Queue()

    class Transport:
        async def check(self):
            from invokeai_api.api import boards

            await self.send(boards.get_board())

    class Queue:
        async def status(self):
            from invokeai_api.api import images

            await self._send(images.star_images())
"""
BOARDS = """
    from invokeai_api.api import boards as requests
    from acme.helpers import Reader, list_all

    class Listing:
        def __init__(self, core):
            self._reader = core.shared(Reader)

        async def list(self):
            return await list_all(self)

        async def read(self):
            await self._reader.read()
            return requests.get_board(board_id="a")

        async def get(self):
            from invokeai_api import api

            return await self._get() or api.boards.update_board(board_id="a")

    class BoardRepository(Listing):
        async def create(self):
            await self._core.send(requests.create_board(board_name="a"))
            await self.list()

        async def _get(self):
            await self._core.send(requests.get_board(board_id="a"))

        async def unrelated(self):
            return self.boards.create_board("not a request")

    class BoardHandle:
        async def delete(self):
            return await _Deletion()()

    class _Deletion:
        async def __call__(self):
            return requests.delete_board
"""
HELPERS = """
    from invokeai_api import api
    from invokeai_api.api.boards import get_board, list_boards

    async def list_all(repository):
        return list_boards(), get_board(board_id="a")

    class Reader:
        async def read(self):
            return api.boards.read_board()
"""


@pytest.fixture
def methods(tmp_path: Path) -> dict[str, set[str]]:
    """The methods found in a small package in the style of the SDK."""
    package = tmp_path / "acme"
    for name, text in {"client": CLIENT, "boards": BOARDS, "helpers": HELPERS, "sync/boards": BOARDS}.items():
        path = package / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return find_methods(package, NAMES)


def test_a_request_function_in_a_method_counts(methods: dict[str, set[str]]) -> None:
    assert methods["boards.create_board"] == {"client.boards.create"}


def test_an_import_inside_the_method_counts(methods: dict[str, set[str]]) -> None:
    assert methods["images.star_images"] == {"client.queue().status"}


def test_an_inherited_method_counts_for_the_class_that_overrides_its_helper(methods: dict[str, set[str]]) -> None:
    assert methods["boards.get_board"] == {"client.boards.get", "client.boards.read"}


def test_other_modules_count_only_where_no_method_sends_the_operation_itself(methods: dict[str, set[str]]) -> None:
    assert methods["boards.list_boards"] == {"client.boards.list"}
    assert methods["boards.read_board"] == {"client.boards.read"}
    assert "client.boards.list" not in methods["boards.get_board"]


def test_a_call_of_another_public_method_does_not_count(methods: dict[str, set[str]]) -> None:
    assert "client.boards.create" not in methods["boards.list_boards"]


def test_a_private_class_counts_for_the_handle_that_uses_it(methods: dict[str, set[str]]) -> None:
    assert methods["boards.delete_board"] == {"board.delete"}


def test_a_request_function_of_the_whole_api_counts(methods: dict[str, set[str]]) -> None:
    assert methods["boards.update_board"] == {"client.boards.get"}


def test_operation_names_are_those_of_the_request_functions(tmp_path: Path) -> None:
    (tmp_path / "boards.py").write_text("def create_board(): ...\n\ndef _helper(): ...\n", encoding="utf-8")
    assert operation_names(tmp_path) == {"boards.create_board"}


def test_every_operation_has_a_method() -> None:
    names = operation_names()
    assert len(names) > 100
    assert names - set(find_methods(SDK, names)) == WITHOUT_METHOD


def test_the_table_is_up_to_date() -> None:
    assert is_table_current(), "docs/operations.md is out of date: run `make docs`"


def test_an_outdated_table_is_noticed_and_rewritten(tmp_path: Path) -> None:
    table = tmp_path / "docs" / "operations.md"
    assert not is_table_current(table)
    write_table(table)
    assert is_table_current(table)
    table.write_text(table.read_text("utf-8").replace("| `boards.create_board` ", "| `boards.make` "), "utf-8")
    assert not is_table_current(table)
