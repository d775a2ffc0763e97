from __future__ import annotations

import socket

import pytest

from page.address import OWN_NAMES, hosts_served, listen, serves_others
from page.errors import AddressRefused

OTHERS = ["0.0.0.0", "192.168.1.5", "::", "example.org", "", "127.0.0.1.example.org"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    with listen(host, 0) as sock, socket.create_connection(sock.getsockname()):
        pass


@pytest.mark.parametrize("host", OTHERS)
def test_any_other_host_is_refused_without_a_login_with_the_fix(host: str) -> None:
    assert serves_others(host, ())
    with pytest.raises(AddressRefused, match=r"users add NAME.*--host 127\.0\.0\.1.*--force-open") as refused:
        listen(host, 0)
    assert host in str(refused.value)


def test_a_server_behind_a_proxy_serves_others_too() -> None:
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1 for policy\.example: would serve other machines"):
        listen("127.0.0.1", 0, hosts=["policy.example"])


@pytest.mark.parametrize("why", ["login", "forced"])
def test_with_a_login_or_when_forced_others_are_served(why: str) -> None:
    with listen("0.0.0.0", 0, has_login=why == "login", forced=why == "forced") as sock:
        assert sock.getsockname()[0] == "0.0.0.0"


def test_a_taken_port_is_refused_with_the_fix() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(AddressRefused, match="--port"):
        listen("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize(
    ("host", "hosts", "more"),
    [
        ("127.0.0.1", (), ["127.0.0.1"]),
        ("127.0.0.1", ("policy.example",), ["policy.example", "127.0.0.1"]),
        ("192.168.1.5", (), ["192.168.1.5"]),
        ("fd00::5", (), ["[fd00::5]"]),
        ("0.0.0.0", ("policy.example",), ["policy.example"]),
    ],
)
def test_it_answers_to_its_own_names_and_those_it_is_told(host: str, hosts: tuple[str, ...], more: list[str]) -> None:
    assert hosts_served(host, hosts) == [*OWN_NAMES, "[::1]", *more]


def test_at_every_address_and_told_no_name_it_answers_to_any() -> None:
    assert hosts_served("0.0.0.0", ()) == ["*"]
