"""Where the page listens: on this machine only, as long as there is no login."""

from __future__ import annotations

import socket
from typing import Final

from page.errors import AddressRefused

# What the page answers to; other names of this machine would let another site's script ask it (DNS rebinding).
OWN_NAMES: Final = ("127.0.0.1", "localhost", "::1")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at a loopback address.

    :param port: 0 takes a free one.
    :raises AddressRefused: the host is not loopback, or the address cannot be taken.
    """
    if host not in OWN_NAMES:
        raise AddressRefused(
            f"host {host}: only this machine's own address is served, because the page has no login yet. "
            "Use --host 127.0.0.1, and reach it from elsewhere through an SSH tunnel."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise AddressRefused(
            f"{host}:{port}: cannot be listened on ({error}). Stop what is using it, or choose another with --port."
        ) from error
