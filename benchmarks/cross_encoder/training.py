"""Teaches a network which sentence answers a question."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import BertModel

from benchmarks.cross_encoder.group import Group
from benchmarks.cross_encoder.network import Network, TorchCrossEncoder
from benchmarks.cross_encoder.recipe import Recipe
from index.encoders.model_folder import ModelFolder
from index.encoders.pair_tokens import pair_tokens
from index.encoders.quick_tokenizer import QuickTokenizer
from index.encoders.sentence_transformer import without_progress_bars

_CHOICE_WEIGHT: Final = 0.2
_WARM_UP: Final = 0.06
_WEIGHT_DECAY: Final = 0.01
_LONGEST_STEP: Final = 1.0
_AT_ONCE: Final = 16  # questions


@dataclass(frozen=True, slots=True)
class Example:
    """A group in tokens."""

    pairs: tuple[NDArray[np.int32], ...]
    answers: tuple[bool, ...]


def train_on(
    model: ModelFolder,
    own: Iterable[Group],
    squad: Iterable[Group],
    recipe: Recipe,
    *,
    device: str,
    written_to: Path | None,
) -> TorchCrossEncoder:
    """Train a cross-encoder from the packaged model.

    :param device: as torch names it.
    :param written_to: the file that the adapter is written to, if any.
    """
    tokenizer = QuickTokenizer(model.path)
    with without_progress_bars():
        bert = BertModel.from_pretrained(model.standard_folder, attention_probs_dropout_prob=0.0)
    del bert.encoder.layer[recipe.layers :]
    network = Network(bert, recipe.rank, recipe.seed).to(device)
    train(network, examples_of(own, tokenizer), examples_of(squad, tokenizer), recipe, print)
    if written_to:
        save_file(network.adapter(), written_to, {name: str(value) for name, value in asdict(recipe).items()})
        print(f"{written_to} is written.")
    return TorchCrossEncoder(network, tokenizer)


def examples_of(groups: Iterable[Group], tokenizer: QuickTokenizer) -> list[Example]:
    """The groups in tokens."""
    return [
        Example(
            tuple(np.array(pair, np.int32) for pair in pair_tokens(tokenizer, group.question, group.texts)),
            tuple(group.answers),
        )
        for group in groups
    ]


def train(
    network: Network, own: Sequence[Example], squad: Sequence[Example], recipe: Recipe, progress: Callable[[str], None]
) -> list[float]:
    """Teach a network in place.

    :param progress: called with a line after each epoch.
    :returns: the loss of each step.
    """
    order = random.Random(recipe.seed)
    torch.manual_seed(recipe.seed)  # of what is dropped out
    taken = round(recipe.squad_share * len(squad))
    steps_of_epoch = math.ceil((recipe.own_times * len(own) + taken) / recipe.batch)
    optimizer = torch.optim.AdamW(network.trained().values(), recipe.rate, weight_decay=_WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, partial(_share_of_rate, steps=recipe.epochs * steps_of_epoch)
    )
    losses: list[float] = []
    network.train()
    for epoch in range(recipe.epochs):
        asked = [*own] * recipe.own_times + order.sample(squad, taken)
        order.shuffle(asked)
        for start in range(0, len(asked), recipe.batch):
            optimizer.zero_grad()
            losses.append(_backward(network, asked[start : start + recipe.batch]))
            nn.utils.clip_grad_norm_(network.trained().values(), _LONGEST_STEP)
            optimizer.step()
            schedule.step()
        mean = np.mean(losses[-steps_of_epoch:])
        progress(f"epoch {epoch + 1} of {recipe.epochs}: {len(asked)} questions, mean loss {mean:.3f}")
    return losses


def _backward(network: Network, batch: Sequence[Example]) -> float:
    """Work out a step's gradients; returns its loss.

    Few questions are run at once, which bounds the memory, and those of like length together: less is padded.
    """
    by_length = sorted(batch, key=lambda example: max(map(len, example.pairs)))
    total = 0.0
    for start in range(0, len(batch), _AT_ONCE):
        part = by_length[start : start + _AT_ONCE]
        logits = network([pair for example in part for pair in example.pairs])
        loss = loss_of(logits, [example.answers for example in part]) * (len(part) / len(batch))
        torch.autograd.backward(loss)
        total += loss.item()
    return total


def _share_of_rate(step: int, *, steps: int) -> float:
    return min(1.0, (step + 1) / (_WARM_UP * steps)) * max(0.0, 1 - step / steps)


def loss_of(logits: Tensor, groups: Sequence[Sequence[bool]]) -> Tensor:
    """How far off logits are: each by itself, and in choosing of each group a pair that answers, or none.

    :param logits: of all pairs, group after group.
    :param groups: of each group which pairs answer.
    """
    answers = torch.tensor([answers_it for group in groups for answers_it in group], device=logits.device)
    each = functional.binary_cross_entropy_with_logits(logits, answers.float())
    return each + _CHOICE_WEIGHT * _choice_loss(logits, answers, [len(group) for group in groups])


def _choice_loss(logits: Tensor, answers: Tensor, sizes: list[int]) -> Tensor:
    """Cross-entropy over a group's pairs and, with the logit 0, that none of them answers; the mean of all groups."""
    choices = pad_sequence(list(torch.split(logits, sizes)), batch_first=True, padding_value=-torch.inf)
    right = pad_sequence(list(torch.split(answers, sizes)), batch_first=True, padding_value=False)
    choices = functional.pad(choices, (1, 0))
    right = torch.cat([~right.any(dim=1, keepdim=True), right], dim=1)
    return (choices.logsumexp(dim=1) - choices.masked_fill(~right, -torch.inf).logsumexp(dim=1)).mean()
