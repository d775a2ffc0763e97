"""The encoder that the settings name, held against the one that an index was built with."""

from __future__ import annotations

import logging
from collections.abc import Callable

from index.encoders import load_encoder
from index.encoders.encoder import Encoder, EncoderIdentity
from index.errors import ModelMismatch
from index.settings import Settings

_log = logging.getLogger(__name__)


def open_encoder(settings: Settings, notify: Callable[[str], None] = _log.info) -> Encoder:
    """Open the encoder; the packaged model is converted on first use.

    :param notify: told a line now and then while a model is converted.
    :raises IndexUnavailable: the model is missing or cannot be used; the message says what to do.
    """
    return load_encoder(settings.model, cache_dir=settings.cache_dir, progress=notify)


def check_model(built: EncoderIdentity, used: EncoderIdentity) -> None:
    """Refuse to mix vectors of two models.

    :raises ModelMismatch: the two differ in anything that changes vectors.
    """
    if built != used:
        raise ModelMismatch(
            f"the index was built with {_called(built)}, the settings name {_called(used)}. "
            "Rebuild with `policykb build --full`, or set `model` in settings.toml back."
        )


def _called(identity: EncoderIdentity) -> str:
    return f"{identity.model} ({identity.precision}, weights {identity.weights_hash[:8]}, d={identity.dimension})"
