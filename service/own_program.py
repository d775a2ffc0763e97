"""How this server starts ``policykb`` in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def own_program(home: Path) -> list[str]:
    """The beginning of a command line, to which a command is added."""
    # -P: a folder named like one of our packages, where the server happens to stand, is not ours.
    return [sys.executable, "-P", "-m", "search_cli", "--home", str(home)]


def own_environment() -> dict[str, str]:
    """As of this process, with its ways to its packages."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
