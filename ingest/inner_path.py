"""How a file inside a container is named: ``/rules/2025.zip!/附件/1.pdf``."""

from __future__ import annotations

from typing import Final

_INSIDE: Final = "!/"


def inner_path(container: str, name: str) -> str:
    """The path of a document inside a container.

    :param name: its path below the container, with slashes.
    """
    return f"{container}{_INSIDE}{name}"


def split_inner_path(path: str) -> tuple[str, str] | None:
    """The container's path and the name below it; ``None`` for a path that does not lead into a container.

    A folder whose name ends with an exclamation mark looks the same: whoever opens a path tries it as it stands first.
    """
    container, separator, name = path.partition(_INSIDE)
    return (container, name) if separator and container and name else None


def container_path(path: str) -> str:
    """The file on disk that a document's path leads to or into."""
    split = split_inner_path(path)
    return split[0] if split else path
