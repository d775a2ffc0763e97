"""How a cross-encoder is taught."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a training.

    :ivar layers: how many of the embedding model's layers are kept.
    :ivar rank: of the changes to each matrix.
    :ivar rate: of AdamW after the warm-up; falls to nothing at the end.
    :ivar batch: questions of a step.
    :ivar own_times: how often each of the project's own questions is asked in an epoch.
    :ivar squad_share: the share of the other questions asked in an epoch, each time others.
    """

    layers: int = 8
    rank: int = 32
    epochs: int = 4
    rate: float = 3e-4
    batch: int = 48
    own_times: int = 3
    squad_share: float = 0.25
    seed: int = 2
