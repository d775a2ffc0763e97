"""The encoder that the settings name."""

from __future__ import annotations

import logging
from collections.abc import Callable

from index.encoders import load_encoder
from index.encoders.encoder import Encoder
from index.settings import Settings

_log = logging.getLogger(__name__)


def open_encoder(settings: Settings, notify: Callable[[str], None] = _log.info) -> Encoder:
    """Open the encoder; the packaged model is converted on first use.

    :param notify: told a line now and then while a model is converted.
    :raises IndexUnavailable: the model is missing or cannot be used; the message says what to do.
    """
    return load_encoder(settings.model, cache_dir=settings.cache_dir, progress=notify)
