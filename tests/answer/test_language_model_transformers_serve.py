"""A server that others wrote: ``transformers serve`` over a tiny model of random weights, made here."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from answer import Answer
from answer.language_model import LanguageModelUnavailable, OpenAIModel
from answer.writing import Writer
from index.endpoint import Endpoint

STARTING_SECONDS = 90


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama of one layer that knows bytes, and writes whatever its weights say."""
    alphabet = [*sorted(pre_tokenizers.ByteLevel.alphabet()), "<s>", "</s>"]
    vocabulary = {token: number for number, token in enumerate(alphabet)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    wrapped = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>")  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    wrapped.chat_template = "{% for message in messages %}{{ message['content'] }}\n{% endfor %}"
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=1,
        max_position_embeddings=8192,
        bos_token_id=vocabulary["<s>"],
        eos_token_id=vocabulary["</s>"],
        pad_token_id=vocabulary["</s>"],
    )
    folder = tmp_path_factory.mktemp("served") / "tiny"
    LlamaForCausalLM(config).save_pretrained(folder)
    wrapped.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def endpoint(model_folder: Path) -> Iterator[Endpoint]:
    """The served model; the server is a process of its own, as it would be in an office."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from transformers.cli.transformers import main; main()",
        "serve",
        str(model_folder),
    ]
    options = ["--device", "cpu", "--host", "127.0.0.1", "--port", str(port)]
    log = model_folder.parent / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, *options], stdout=output, stderr=output, env={**os.environ, "HF_HOME": str(model_folder.parent)}
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/health", server, log)
            yield Endpoint(f"http://127.0.0.1:{port}/v1", str(model_folder), max_tokens=48)
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    ends_at = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < ends_at:
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError as error:
            error.close()
            return  # it answers
        except OSError:
            time.sleep(0.1)  # nothing tells that a port is open but trying
        else:
            return
    pytest.fail(f"transformers serve did not start:\n{log.read_text(errors='replace')}")


def test_its_stream_is_understood(endpoint: Endpoint) -> None:
    pieces = list(OpenAIModel(endpoint).stream("照做。", "芯片"))
    assert len(pieces) > 1
    assert "".join(pieces)


def test_what_a_model_without_sense_writes_is_struck(endpoint: Endpoint, make_answer: Callable[..., Answer]) -> None:
    quoted = make_answer("芯片企业流片补助多少？", "流片费用按40%给予补助。")
    answer = Writer(OpenAIModel(endpoint), None).write(quoted)
    assert (answer.text, answer.citations, answer.written_by_model) == (quoted.text, quoted.citations, False)
    assert answer.warnings[-1].endswith("以下只引原文。")
    assert "没有给出完整的答复" not in answer.warnings[-1]


def test_a_model_that_it_does_not_serve_is_named(endpoint: Endpoint) -> None:
    other = Endpoint(endpoint.base_url, "no/such-model", retries=0)
    with pytest.raises(LanguageModelUnavailable, match="no/such-model"):
        list(OpenAIModel(other).stream("照做。", "芯片"))
