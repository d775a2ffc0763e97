"""An OpenAI-compatible endpoint over loopback, with every way in which it can fail."""

from __future__ import annotations

import socket

import pytest

from answer.language_model import LanguageModelUnavailable, OpenAIModel
from language_model_server import Reply, Server, chunk, event, fails, serving, writes


def reply_of(server: Server, **changes: object) -> str:
    return "".join(OpenAIModel(server.endpoint(**changes)).stream("照做。", "材料"))


def failure_of(reply: Reply, **changes: object) -> str:
    with serving(reply) as server, pytest.raises(LanguageModelUnavailable) as error:
        reply_of(server, **changes)
    message = str(error.value)
    assert "\n" not in message
    assert f"http://127.0.0.1:{server.port}/v1" in message
    assert "[language_model]" in message
    return message


def test_the_reply_comes_in_pieces() -> None:
    with serving(writes("最高500万元。[^1]")) as server:
        pieces = list(OpenAIModel(server.endpoint()).stream("照做。", "材料"))
    assert len(pieces) > 1
    assert "".join(pieces) == "最高500万元。[^1]"


def test_instructions_and_material_are_sent_apart_with_model_and_limit() -> None:
    with serving(writes("好。")) as server:
        reply_of(server, max_tokens=64, api_key="geheim")
    (request,) = server.requests
    assert request["messages"] == [{"role": "system", "content": "照做。"}, {"role": "user", "content": "材料"}]
    assert (request["model"], request["max_tokens"], request["temperature"]) == ("scripted", 64, 0)
    assert server.headers[0]["authorization"] == "Bearer geheim"


def test_a_key_and_an_organisation_of_the_environment_are_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "somebody's")
    monkeypatch.setenv("OPENAI_ORG_ID", "somebody's")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://192.0.2.1/v1")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    with serving(writes("好。")) as server:
        assert reply_of(server) == "好。"
    assert "somebody" not in str(server.headers)


def test_an_error_of_the_server_is_named_after_the_retries() -> None:
    with serving(fails(500, "worker died")) as server, pytest.raises(LanguageModelUnavailable, match="status 500"):
        reply_of(server, retries=1)
    assert len(server.requests) == 2


def test_a_retry_that_works_is_enough() -> None:
    with serving(fails(503), writes("好。")) as server:
        assert reply_of(server, retries=1) == "好。"


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_request_that_is_refused_is_not_tried_again(status: int) -> None:
    with serving(fails(status)) as server, pytest.raises(LanguageModelUnavailable, match=f"status {status}"):
        reply_of(server, retries=3)
    assert len(server.requests) == 1


def test_a_redirect_is_not_followed() -> None:
    assert "status 307" in failure_of(Reply([b""], 307))


@pytest.mark.parametrize("said", [[], [chunk("最高")]])
def test_a_server_that_hangs_is_given_up(said: list[bytes]) -> None:
    assert "within 1 seconds" in failure_of(Reply(said, hangs=True), timeout_seconds=1)


def test_a_stream_that_is_cut_is_no_reply() -> None:
    assert failure_of(Reply([chunk("最高500")], is_cut=True))
    assert "cut off" in failure_of(Reply([chunk("最高500")]))


@pytest.mark.parametrize(
    "piece",
    [
        event("{not json"),
        event("[1, 2]"),
        event('"text"'),
        event({"choices": 3}),
        event({"choices": [None]}),
        event({"choices": [{"delta": 5, "finish_reason": None}]}),
        event({"error": {"message": "out of memory"}}),
        b"data: \xff\xfe\n\n",
        b"<html>gateway</html>",
        b"",
    ],
)
def test_what_is_no_chat_completion_is_no_reply(piece: bytes) -> None:
    failure_of(Reply([piece] if piece else []))


def test_a_page_in_place_of_a_reply_is_named() -> None:
    assert "none of a chat completion" in failure_of(Reply([b"<html></html>"], content_type="text/html"))


def test_nobody_listening_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(LanguageModelUnavailable, match="no connection"):
        reply_of(Server(port))
