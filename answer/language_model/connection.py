"""One request to an OpenAI-compatible endpoint. Only this module imports ``openai``, which takes a second."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator

import httpx2
from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAI, OpenAIError

from answer.language_model.model import LanguageModelUnavailable
from index.endpoint import Endpoint

_CONNECTING_SECONDS = 5.0
_MOST_LETTERS_NAMED = 200


def stream_reply(endpoint: Endpoint, instructions: str, request: str) -> Iterator[str]:
    """The reply as it comes in.

    Only the endpoint itself is contacted: no proxy of the environment, and no address that it redirects to.

    :raises LanguageModelUnavailable: no connection, an error status, a reply that is too slow, is cut off, or has
        another form.
    """
    ends_at = time.monotonic() + endpoint.timeout_seconds
    finished = False
    try:
        with _client(endpoint) as client:
            chunks = client.chat.completions.create(
                model=endpoint.model,
                messages=[{"role": "system", "content": instructions}, {"role": "user", "content": request}],
                temperature=0,
                max_tokens=endpoint.max_tokens,
                stream=True,
            )
            with chunks:
                for chunk in chunks:
                    if time.monotonic() > ends_at:
                        raise _unavailable(endpoint, f"no whole reply within {endpoint.timeout_seconds} seconds")
                    piece, ended = _read(chunk)
                    finished = finished or ended
                    if piece:
                        yield piece
    except APITimeoutError as error:
        raise _unavailable(endpoint, f"no reply within {endpoint.timeout_seconds} seconds") from error
    except APIConnectionError as error:
        raise _unavailable(endpoint, f"no connection ({error.__cause__ or error})") from error
    except APIStatusError as error:
        raise _unavailable(endpoint, f"status {error.status_code} ({error.message})") from error
    except (OpenAIError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _unavailable(endpoint, f"a reply that cannot be read ({error})") from error
    if not finished:
        raise _unavailable(endpoint, "a reply that was cut off, or is none of a chat completion")


def _client(endpoint: Endpoint) -> OpenAI:
    timeout = httpx2.Timeout(endpoint.timeout_seconds, connect=min(_CONNECTING_SECONDS, endpoint.timeout_seconds))
    return OpenAI(
        base_url=endpoint.base_url,
        api_key=endpoint.api_key or "none",  # the client wants one, a local server none
        organization="",
        project="",
        max_retries=endpoint.retries,
        # The evidence goes to the endpoint that was named, and nowhere else; certificates are the system's.
        http_client=httpx2.Client(
            trust_env=False, follow_redirects=False, verify=ssl.create_default_context(), timeout=timeout
        ),
        timeout=timeout,
    )


def _read(chunk: object) -> tuple[str, bool]:
    """The text of a chunk, and whether it ends the reply.

    The client does not hold what it is sent against its types, so this does.
    """
    choices: object = getattr(chunk, "choices", None)
    if not isinstance(choices, list) or not choices:
        return "", False  # servers send the usage in a chunk without choices
    delta = getattr(choices[0], "delta", None)
    piece: object = getattr(delta, "content", None)
    return (piece if isinstance(piece, str) else ""), bool(getattr(choices[0], "finish_reason", None))


def _unavailable(endpoint: Endpoint, met: str) -> LanguageModelUnavailable:
    said = " ".join(met.split())
    said = said if len(said) <= _MOST_LETTERS_NAMED else said[:_MOST_LETTERS_NAMED] + "…"
    return LanguageModelUnavailable(
        f"language model {endpoint.model} at {endpoint.base_url}: {said}. "
        "Start it, correct [language_model] in settings.toml, or ask with --no-llm."
    )
