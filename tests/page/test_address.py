from __future__ import annotations

import socket

import pytest

from page.address import listen
from page.errors import AddressRefused


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    with listen(host, 0) as sock, socket.create_connection(sock.getsockname()):
        pass


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", "", "127.0.0.1.example.org"])
def test_any_other_host_is_refused_with_the_fix(host: str) -> None:
    with pytest.raises(AddressRefused, match=r"--host 127\.0\.0\.1"):
        listen(host, 0)


def test_a_taken_port_is_refused_with_the_fix() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(AddressRefused, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])
