"""What every encoder behind the seam keeps to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoders.encoder import Encoder
from index.encoders.hashing import HashingEncoder

TEXTS = [
    "集成电路企业流片补助",
    "Support for green factories",
    "",
    "  \t\n ",
    "空\x00字符与半个\ud83d代理",
    "🚁低空经济",
]

Encode = Callable[[list[str]], NDArray[np.float32]]


@pytest.fixture(params=["onnx_encoder", "torch_encoder", "hashing"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "hashing":
        return HashingEncoder()
    found: Encoder = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["encode_queries", "encode_passages"])
def encode(request: pytest.FixtureRequest, encoder: Encoder) -> Encode:
    method: Encode = getattr(encoder, request.param)
    return method


def test_vectors_are_float32_unit_rows_of_the_stated_dimension(encoder: Encoder, encode: Encode) -> None:
    vectors = encode(TEXTS)

    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.identity.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows(encoder: Encoder, encode: Encode) -> None:
    vectors = encode([])

    assert vectors.dtype == np.float32
    assert vectors.shape == (0, encoder.identity.dimension)


def test_rows_keep_the_order_of_the_texts(encode: Encode) -> None:
    texts = ["智能制造", "长一些的文本：" + "对新建的充换电设施给予补贴。" * 8, "人才"]

    together = encode(texts)

    for row, text in zip(together, texts, strict=True):
        np.testing.assert_allclose(row, encode([text])[0], atol=1e-5)


def test_threads_get_what_one_caller_gets(encode: Encode) -> None:
    batches = [[f"第{n}条", f"对第{n}类企业给予奖励"] for n in range(6)]
    alone = [encode(batch) for batch in batches]

    with ThreadPoolExecutor(3) as pool:
        for expected, got in zip(alone, pool.map(encode, batches), strict=True):
            np.testing.assert_allclose(got, expected, atol=1e-6)


def test_a_query_is_nearest_to_the_passage_with_its_words(encoder: Encoder) -> None:
    passages = encoder.encode_passages(
        ["绿色工厂的认定奖励为五十万元", "低空经济起降场的建设补贴", "人才公寓的申请条件"]
    )

    scores = passages @ encoder.encode_queries(["低空经济起降场有什么补贴"])[0]

    assert scores.argmax() == 1


def test_a_passage_over_the_window_is_an_error_that_names_it(encoder: Encoder) -> None:
    text = "专项资金管理办法" + "第三条支持条件，" * 200
    tokens = encoder.count_tokens(text)
    assert tokens > encoder.identity.window

    with pytest.raises(ValueError, match=rf"专项资金管理办法第三条.*{tokens} tokens.*{encoder.identity.window}"):
        encoder.encode_passages(["短文本", text])


def test_a_passage_that_just_fits_is_embedded(encoder: Encoder) -> None:
    text = ""
    while encoder.count_tokens(text + "企业") <= encoder.identity.window:
        text += "企业"

    assert encoder.encode_passages([text]).shape == (1, encoder.identity.dimension)


def test_a_query_over_the_window_is_cut(encoder: Encoder) -> None:
    vectors = encoder.encode_queries(["企业可以申请哪些补助？" * 200])

    assert vectors.shape == (1, encoder.identity.dimension)


def test_a_longer_text_takes_no_fewer_tokens(encoder: Encoder) -> None:
    assert 0 < encoder.count_tokens("") <= encoder.count_tokens("芯片") < encoder.count_tokens("芯片企业的支持政策")
