"""Python imports this at start-up wherever ``PYTHONPATH`` names its folder; see ``network_guard.py``."""

from __future__ import annotations

import os
from pathlib import Path

import network_guard

if network_guard.LOG_VARIABLE in os.environ:
    network_guard.install(Path(os.environ[network_guard.LOG_VARIABLE]))
