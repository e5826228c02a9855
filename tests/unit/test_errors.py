"""Errors of the API: the right class, and one line that describes the problem."""

from __future__ import annotations

import json

import pytest

from invokeai_sdk import errors
from invokeai_sdk.errors import (
    APIError,
    APIStatusError,
    InvokeAIError,
    ServerError,
    UnknownInputError,
    ValidationError,
    get_status_error_class,
)
from invokeai_sdk.transport.failures import status_error

NODES = ["body", "batch", "graph", "nodes"]
TAGS = ", ".join(f"'node_{number}'" for number in range(1200)) + ", 'img_blur', 'main_model_loader'"


def error(status: int, body: object, content_type: str = "application/json") -> APIStatusError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return status_error(method="POST", url="http://h/api", status=status, content_type=content_type, content=content)


def problem(kind: str, loc: list[object], msg: str, given: object = None, **ctx: object) -> ValidationError:
    entry = {"type": kind, "loc": loc, "msg": msg, "input": given, "ctx": ctx}
    made = error(422, {"detail": [entry]})
    assert isinstance(made, ValidationError)
    return made


def reason(made: APIStatusError) -> str:
    assert "\n" not in str(made)
    assert len(str(made)) < 1000
    return str(made).partition("answered ")[2].partition(": ")[2]


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (415, "UnsupportedMediaTypeError"),
        (422, "ValidationError"),
        (424, "FailedDependencyError"),
        (429, "RateLimitError"),
        (405, "APIStatusError"),
        (500, "ServerError"),
        (520, "ServerError"),
    ],
)
def test_every_status_has_its_class(status, name):
    assert get_status_error_class(status) is getattr(errors, name)
    made = error(status, {"detail": "the reason"})
    assert type(made) is getattr(errors, name)
    assert isinstance(made, APIError)
    assert (made.status_code, made.detail, made.method, made.url) == (status, "the reason", "POST", "http://h/api")
    assert "the reason" in str(made)


def test_everything_has_one_root_and_is_in_the_drawing():
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, Exception) and not name.startswith("_"):
            assert issubclass(value, InvokeAIError)
            assert name in (errors.__doc__ or "")


def test_an_unknown_node_type_names_the_node_and_close_types():
    message = f"Input tag 'img_blurr' found using 'type' does not match any of the expected tags: {TAGS}"
    for made in (
        problem("union_tag_invalid", [*NODES, "a"], message, {"id": "a"}),
        problem("union_tag_invalid", [*NODES, "a"], message, {"id": "a"}, tag="img_blurr", expected_tags=TAGS),
    ):
        assert reason(made) == "node 'a': the server has no type 'img_blurr'; did you mean 'img_blur'?"
        assert len(json.dumps(made.body)) > 12_000


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            problem("int_parsing", [*NODES, "a", "add", "a"], "Input should be a valid integer", "xyz"),
            "node 'a' (type 'add'): field 'a': Input should be a valid integer (got 'xyz')",
        ),
        (
            problem("missing", [*NODES, "m", "main_model_loader", "model", "key"], "Field required", {}),
            "node 'm' (type 'main_model_loader'): field 'model.key': Field required",
        ),
        (
            problem("union_tag_not_found", [*NODES, "a"], "Unable to extract tag using discriminator 'type'", {}),
            "node 'a': Unable to extract tag using discriminator 'type'",
        ),
        (
            problem("value_error", NODES[:3], "Value error, Graph contains cycles", {"nodes": {}}),
            "graph: Graph contains cycles",
        ),
        (problem("value_error", NODES[:2], "Value error, Node zz not found", {}), "batch: Node zz not found"),
        (problem("value_error", [*NODES[:2], "data"], "Value error, uneven", [[]]), "batch.data: uneven"),
        (
            problem("greater_than_equal", ["body", "batch", "runs"], "Input should be at least 1", 0),
            "batch.runs: Input should be at least 1 (got 0)",
        ),
        (problem("missing", ["body"], "Field required"), "Field required"),
        (
            problem("json_invalid", ["body", 1], "JSON decode error", {}, error="Expecting ','"),
            "the body is not JSON: Expecting ','",
        ),
        (
            problem("enum", ["query", "image_category"], "Input should be 'user'", "bogus"),
            "query parameter 'image_category': Input should be 'user' (got 'bogus')",
        ),
        (
            problem("int_parsing", ["path", "item_id"], "Input should be a valid integer", "abc"),
            "path parameter 'item_id': Input should be a valid integer (got 'abc')",
        ),
    ],
)
def test_a_422_names_place_and_reason(made, said):
    assert reason(made) == said


def test_a_secret_that_was_refused_is_not_repeated():
    made = problem("string_too_short", ["body", "password"], "String should have at least 8 characters", "hunter2")
    assert "hunter2" not in str(made)


def test_many_problems_are_counted():
    entries = [{"type": "missing", "loc": ["body", f"f{n}"], "msg": "Field required"} for n in range(9)]
    assert reason(error(422, {"detail": entries})).endswith("f2: Field required; and 6 more")


@pytest.mark.parametrize(
    "body",
    [
        {"detail": [None, 3, {"loc": 5}, {"loc": [None], "msg": None, "ctx": 1, "type": "union_tag_invalid"}]},
        {"detail": []},
        {"detail": {"a": 1}},
        [],
        None,
        7,
        b"{",
        b"\xff",
        b"",
    ],
)
@pytest.mark.parametrize("status", [400, 422, 500])
def test_an_error_of_any_shape_is_still_the_error(status, body):
    made = error(status, body)
    assert made.status_code == status
    assert reason(made) is not None


def test_a_proxy_s_page_becomes_a_line():
    page = b"<html>\r\n<head><title>502 Bad\n Gateway</title></head><body><center>nginx</center></body></html>"
    made = error(502, page, "text/html")
    assert isinstance(made, ServerError)
    assert "'502 Bad Gateway'" in str(made)
    assert "is InvokeAI running?" in str(made)
    assert "<" not in str(made)


def test_a_refused_token_says_how_to_give_one():
    assert "INVOKEAI_TOKEN" in str(error(401, {"detail": "Authentication required"}))


def test_long_text_is_cut():
    assert len(str(error(500, b"x" * 100_000, "text/plain"))) < 500


@pytest.mark.parametrize("character", ["\x1b", "\r", "\x9b", "\u202e", "\u2066", "\ud800"])
def test_the_text_of_an_error_cannot_control_a_terminal(character):
    error = UnknownInputError(f"no input is named 'a{character}b'")
    assert character not in str(error)
    assert "a\\" in str(error)
    assert character not in str(InvokeAIError(character))
    str(error).encode()


def test_ordinary_text_stays():
    text = "no input 'Größe 寸法 😀'\n\tsecond line"
    assert str(InvokeAIError(text)) == text
