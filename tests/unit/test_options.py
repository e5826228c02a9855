"""Tests of `ClientOptions`: normalisation of URLs and tokens, refusal of invalid values, the environment."""

from __future__ import annotations

import math
import ssl

import pytest

from invokeai_sdk.errors import InvokeAIError, OptionsError
from invokeai_sdk.options import ClientOptions


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    monkeypatch.delenv("INVOKEAI_URL", raising=False)
    monkeypatch.delenv("INVOKEAI_TOKEN", raising=False)


@pytest.mark.parametrize(
    ("given", "normalised"),
    [
        ("http://host:9090", "http://host:9090"),
        ("http://host:9090/", "http://host:9090"),
        ("  http://host:9090//\n", "http://host:9090"),
        ("host:9090", "http://host:9090"),
        ("localhost", "http://localhost"),
        ("192.168.1.2:9090", "http://192.168.1.2:9090"),
        ("[::1]:9090", "http://[::1]:9090"),
        ("HTTPS://Gpu.Example/Invoke/", "https://gpu.example/Invoke"),
        ("https://x/y/", "https://x/y"),
        ("http://host:9090/api", "http://host:9090"),
        ("http://host:9090/api/v1/", "http://host:9090"),
        ("https://x/y/api/v2", "https://x/y"),
        ("https://x/y/openapi.json", "https://x/y"),
        ("http://host:9090/#/workflows", "http://host:9090"),
        ("https://x/rapi", "https://x/rapi"),
    ],
)
def test_a_url_is_normalised(given, normalised):
    assert ClientOptions(url=given).url == normalised


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("", "no valid host"),
        ("http://", "no valid host"),
        ("ws://host:9090", "http:// or https://"),
        ("file:///etc/passwd", "http:// or https://"),
        ("http://host:99999", "port"),
        ("http://host:0", "no valid host"),
        ("http://host:port", "port"),
        ("http://[::1", "host or port"),
        ("http://my host", "no valid host"),
        ("http://host/?a=1", "query"),
        ("http://user:hunter2@host", "credentials"),
        ("http://host/\x00", "no valid host"),
    ],
)
def test_the_error_for_an_invalid_url_names_a_valid_one(url, part):
    with pytest.raises(OptionsError, match=part) as caught:
        ClientOptions(url=url)
    assert isinstance(caught.value, InvokeAIError)
    assert isinstance(caught.value, ValueError)
    assert "http://" in str(caught.value) or "token" in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "options",
    [
        {"connect_timeout": 0},
        {"connect_timeout": -1},
        {"read_timeout": math.inf},
        {"read_timeout": math.nan},
        {"read_timeout": "60"},
        {"retries": -1},
        {"retries": 1.5},
        {"retries": True},
        {"queue_id": " "},
        {"headers": {"bad name": "x"}},
        {"headers": {"X-Evil": "a\r\nX-Injected: b"}},
        {"verify": "/no/such/bundle.pem"},
        {"token": "two words"},
        {"token": "t\x00"},
        {"token": "t", "headers": {"authorization": "Basic x"}},
    ],
)
def test_an_invalid_option_is_refused(options):
    with pytest.raises(OptionsError):
        ClientOptions(**options)


@pytest.mark.parametrize("given", ["secret", " secret\n", "Bearer secret", "bearer  secret"])
def test_a_token_is_normalised(given):
    assert ClientOptions(token=given).token == "secret"


@pytest.mark.parametrize("given", [None, "", "  ", "Bearer "])
def test_an_empty_token_is_none(given):
    assert ClientOptions(token=given).token is None


def test_the_repr_has_no_secrets():
    shown = repr(ClientOptions(url="host", token="s3cret-token", headers={"X-Api-Key": "s3cret-key"}))
    assert "http://host" in shown
    assert "s3cret" not in shown


def test_options_are_immutable():
    headers = {"X-One": "1"}
    options = ClientOptions(headers=headers, verify=ssl.create_default_context())
    headers["X-Two"] = "2"
    assert dict(options.headers) == {"X-One": "1"}
    with pytest.raises(AttributeError):
        options.retries = 5  # type: ignore[misc]


def test_the_default_is_the_local_server():
    options = ClientOptions.from_env()
    assert options.url == "http://127.0.0.1:9090"
    assert options.token is None


def test_the_environment_supplies_missing_options(monkeypatch):
    monkeypatch.setenv("INVOKEAI_URL", "gpu:9090/")
    monkeypatch.setenv("INVOKEAI_TOKEN", "from-env\n")
    options = ClientOptions.from_env(retries=0)
    assert (options.url, options.token, options.retries) == ("http://gpu:9090", "from-env", 0)


def test_arguments_have_precedence_over_the_environment(monkeypatch):
    monkeypatch.setenv("INVOKEAI_URL", "gpu:9090")
    monkeypatch.setenv("INVOKEAI_TOKEN", "from-env")
    options = ClientOptions.from_env("http://gpu:9090/sub", token="given")
    assert (options.url, options.token) == ("http://gpu:9090/sub", "given")
    assert ClientOptions.from_env(headers={"Authorization": "Basic x"}).token is None


def test_the_token_of_the_environment_is_not_used_for_another_server(monkeypatch):
    monkeypatch.setenv("INVOKEAI_TOKEN", "from-env")
    assert ClientOptions.from_env("http://other:9090").token is None
    assert ClientOptions.from_env().token == "from-env"
    assert ClientOptions.from_env("http://127.0.0.1:9090/invoke").token == "from-env"
    monkeypatch.setenv("INVOKEAI_URL", "http://gpu:9090")
    assert ClientOptions.from_env("http://other:9090").token is None
    assert ClientOptions.from_env("http://GPU:9090/sub").token == "from-env"
    monkeypatch.setenv("INVOKEAI_URL", "http://[broken")
    assert ClientOptions.from_env("http://other:9090").token is None
    with pytest.raises(OptionsError):
        ClientOptions.from_env()
