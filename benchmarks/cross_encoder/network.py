"""The cross-encoder in torch: the embedding model with low-rank changes that learn, and a head."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import BertModel

from index.encoders.pair_tokens import pair_tokens
from index.encoders.quick_tokenizer import QuickTokenizer

_SCALE: Final = 2.0
_PADDING: Final = -1


class LowRank(nn.Module):
    """A linear layer that stays as it is, and a change of low rank to it, at first none (Hu et al., 2021)."""

    def __init__(self, base: nn.Linear, rank: int, generator: torch.Generator) -> None:
        super().__init__()
        self.base = base
        drawn = torch.randn(rank, base.in_features, generator=generator)
        self.lora_A = nn.Parameter(drawn / math.sqrt(base.in_features))
        self.lora_B = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, hidden: Tensor) -> Tensor:
        changed: Tensor = self.base(hidden) + _SCALE * functional.linear(
            functional.linear(hidden, self.lora_A), self.lora_B
        )
        return changed


class Network(nn.Module):
    """Gives a pair's logit from its first token: fp32 on a processor, on a GPU bf16 but for the head.

    :param bert: changed in place: each linear layer of its encoder gets its change of low rank.
    """

    def __init__(self, bert: BertModel, rank: int, seed: int) -> None:
        super().__init__()
        self.bert = bert.requires_grad_(False)
        generator = torch.Generator().manual_seed(seed)
        for parent, name, layer in list(_linear_layers(bert.encoder)):
            setattr(parent, name, LowRank(layer, rank, generator))
        self.head = nn.Linear(bert.config.hidden_size, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    @property
    def device(self) -> torch.device:
        """Where it runs."""
        return self.head.weight.device

    def trained(self) -> dict[str, nn.Parameter]:
        """What learns, by the names that an adapter has."""
        return {name.removeprefix("bert."): value for name, value in self.named_parameters() if value.requires_grad}

    def adapter(self) -> dict[str, NDArray[np.float16]]:
        """What was learnt, as ``index.encoders.adapter`` reads it."""
        matrices = {name: value.detach().cpu().numpy() for name, value in self.trained().items()}
        return {
            name: (matrix * _SCALE if name.endswith(".lora_B") else matrix).astype(np.float16)
            for name, matrix in matrices.items()
        }

    def forward(self, pairs: Sequence[NDArray[np.int32]]) -> Tensor:
        """The logits of pairs, given as tokens, shape ``[len(pairs)]``."""
        tokens = pad_sequence([torch.from_numpy(pair) for pair in pairs], batch_first=True, padding_value=_PADDING)
        tokens = tokens.to(self.device)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            hidden = self.bert(tokens.clamp(min=0), attention_mask=(tokens != _PADDING).long()).last_hidden_state
        logits: Tensor = self.head(hidden[:, 0].float()).squeeze(1)
        return logits


def _linear_layers(module: nn.Module) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    """Each linear layer, with its name in the module it is a part of."""
    for parent in module.modules():
        for name, child in parent.named_children():
            if isinstance(child, nn.Linear):
                yield parent, name, child


class TorchCrossEncoder:
    """A network as a cross-encoder, to be measured as the one in use is."""

    def __init__(self, network: Network, tokenizer: QuickTokenizer) -> None:
        self._network = network.eval()
        self._tokenizer = tokenizer

    @torch.inference_mode()
    def cross_encode(self, question: str, texts: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """As ``CrossEncoder`` says."""
        pairs = [np.array(tokens, np.int32) for tokens in pair_tokens(self._tokenizer, question, texts)]
        logits: NDArray[np.float32] = self._network(pairs).cpu().numpy()
        return logits
