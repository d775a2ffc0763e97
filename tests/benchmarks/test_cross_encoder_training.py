"""A tiny network learns, and what it learnt runs as the packaged adapter does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray
from transformers import BertModel

from benchmarks.cross_encoder.network import Network
from benchmarks.cross_encoder.recipe import Recipe
from benchmarks.cross_encoder.training import Example, loss_of, train
from index.encoders.adapter import adapted
from index.encoders.conversion import bert_config
from index.encoders.fused_graph import write_scoring_graph
from index.encoders.packaged_weights import Shape

SHAPE = Shape(
    hidden=32,
    layers=2,
    heads=2,
    feed_forward=48,
    vocabulary=40,
    positions=24,
    token_types=2,
    layer_norm_epsilon=1e-12,
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """On shared cores threads wait for each other longer than these tensors take."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def tiny_bert() -> BertModel:
    torch.manual_seed(7)
    config = bert_config(
        SHAPE,
        initializer_range=0.2,  # as far apart as trained weights are
        hidden_dropout_prob=0.0,  # so that steps so few are no matter of luck
        attention_probs_dropout_prob=0.0,
    )
    return BertModel(config)


def pair(*tokens: int) -> NDArray[np.int32]:
    return np.array(tokens, np.int32)


def examples() -> list[Example]:
    """Token 9 answers; the last question has no answer."""
    return [
        Example((pair(0, 5, 2, 2, 9, 2, 2), pair(0, 5, 2, 2, 8, 7, 2, 6, 2)), (True, False)),
        Example((pair(0, 4, 2, 2, 7, 2, 2), pair(0, 4, 2, 2, 6, 9, 2, 5, 2)), (False, True)),
        Example((pair(0, 3, 3, 2, 2, 8, 2, 2),), (False,)),
    ]


def test_the_loss_by_hand() -> None:
    logits = torch.tensor([1.0, -1.0, 0.5])

    loss = loss_of(logits, [(True, False), (False,)])

    # Each by itself: -ln σ(1), -ln(1 - σ(-1)), -ln(1 - σ(0.5)).
    each = (math.log(1 + math.exp(-1)) * 2 + math.log(1 + math.exp(0.5))) / 3
    # Of the first group e^1 is chosen from e^1 + e^-1 and 1 for none; of the second 1 for none from e^0.5 + 1.
    choice = (math.log(math.e + 1 / math.e + 1) - 1 + math.log(math.exp(0.5) + 1)) / 2
    assert loss.item() == pytest.approx(each + 0.2 * choice, rel=1e-6)


def test_two_answers_share_a_choice() -> None:
    loss = loss_of(torch.tensor([0.0, 0.0]), [(True, True)])

    assert loss.item() == pytest.approx(math.log(2) + 0.2 * math.log(3 / 2), rel=1e-6)


def test_before_training_no_pair_is_likelier_than_another() -> None:
    network = Network(tiny_bert(), rank=4, seed=1).eval()

    assert network([pair for example in examples() for pair in example.pairs]).tolist() == [0.0] * 5


def test_padding_changes_no_logit() -> None:
    network = Network(tiny_bert(), rank=4, seed=1).eval()
    torch.nn.init.normal_(network.head.weight)
    pairs = [pair for example in examples() for pair in example.pairs]

    together = network(pairs)

    alone = torch.cat([network([one]) for one in pairs])
    assert len(set(alone.tolist())) == 5
    torch.testing.assert_close(together, alone)


def test_training_lowers_the_loss_and_changes_only_what_is_exported() -> None:
    bert = tiny_bert()
    network = Network(bert, rank=4, seed=1)
    frozen = {name: value.clone() for name, value in network.named_parameters() if not value.requires_grad}
    lines: list[str] = []

    losses = train(network, examples(), [], Recipe(epochs=10, rate=0.02, batch=9, own_times=1), lines.append)

    assert len(losses) == len(lines) == 10
    assert losses[-1] < losses[0] / 2
    for name, value in network.named_parameters():
        if not value.requires_grad:
            assert torch.equal(value, frozen[name]), name


def test_each_epoch_asks_a_share_of_the_public_questions() -> None:
    lines: list[str] = []
    network = Network(tiny_bert(), rank=2, seed=1)

    losses = train(network, examples()[:1], examples() * 4, Recipe(epochs=2, batch=4, squad_share=0.25), lines.append)

    # Three times the own one and three of the twelve others, in batches of four.
    assert [line.split(",")[0] for line in lines] == ["epoch 1 of 2: 6 questions", "epoch 2 of 2: 6 questions"]
    assert len(losses) == 4


def test_the_exported_adapter_gives_the_logits_of_the_network(tmp_path: Path) -> None:
    bert = tiny_bert()
    weights = {name: value.numpy().copy() for name, value in bert.state_dict().items()}
    network = Network(bert, rank=4, seed=1)
    train(network, examples(), [], Recipe(epochs=2, rate=0.05, batch=9, own_times=1), lambda _: None)
    tokens = [pair for example in examples() for pair in example.pairs]
    with torch.inference_mode():
        expected = network.eval()(tokens).numpy()

    write_scoring_graph(tmp_path / "scores.onnx", adapted(weights, network.adapter()), SHAPE)

    session = onnxruntime.InferenceSession(str(tmp_path / "scores.onnx"), providers=["CPUExecutionProvider"])
    table = weights["embeddings.word_embeddings.weight"]
    scores = [session.run(None, {session.get_inputs()[0].name: table[one][None]})[0].item() for one in tokens]
    assert np.ptp(expected) > 0.1
    np.testing.assert_allclose(scores, expected, atol=2e-3)  # an adapter is kept in half precision
