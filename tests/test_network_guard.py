"""The guard that keeps the suite offline does refuse, here and in the processes that tests start."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

import network_guard
from network_guard import NetworkBlockedError

# Reserved for documentation (RFC 5737 and RFC 2606): nobody answers there even if the guard should fail.
ADDRESS = "192.0.2.1"
NAME = "hub.example.com"


@pytest.mark.reaches_out
def test_connecting_beyond_loopback_is_refused(network_log: Path) -> None:
    with socket.socket() as client, pytest.raises(NetworkBlockedError, match=ADDRESS):
        client.connect((ADDRESS, 443))
    assert network_log.read_text("utf-8").splitlines()[-1].startswith(f"socket.connect {ADDRESS}")


@pytest.mark.reaches_out
def test_sending_a_datagram_beyond_loopback_is_refused() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client, pytest.raises(NetworkBlockedError):
        client.sendto(b"x", (ADDRESS, 53))


@pytest.mark.reaches_out
@pytest.mark.parametrize("look_up", [lambda: socket.getaddrinfo(NAME, 443), lambda: socket.gethostbyname(NAME)])
def test_looking_up_a_name_is_refused(look_up: object) -> None:
    assert callable(look_up)
    with pytest.raises(NetworkBlockedError, match=NAME):
        look_up()


@pytest.mark.reaches_out
def test_a_python_process_that_a_test_starts_is_refused_too(network_log: Path) -> None:
    before = len(network_log.read_text("utf-8").splitlines())
    program = f"import urllib.request; urllib.request.urlopen('http://{NAME}/model.bin', timeout=5)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "NetworkBlockedError" in done.stderr or "beyond loopback" in done.stderr
    attempts = network_log.read_text("utf-8").splitlines()[before:]
    assert [attempt.split()[:2] for attempt in attempts] == [["socket.getaddrinfo", NAME]]


def test_loopback_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("localhost", port), timeout=5) as client:
            client.sendall(b"ping")
            accepted, _ = server.accept()
            with accepted:
                assert accepted.recv(4) == b"ping"


def test_an_attempt_that_is_swallowed_still_fails_its_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The inner suite is to bring its own guard, not to inherit the one of this suite.
    monkeypatch.delenv(network_guard.LOG_VARIABLE)
    conftest = Path(__file__).with_name("conftest.py").read_text("utf-8")
    pytester.makeconftest(conftest)
    pytester.makepyfile(
        f"""
        import socket

        def test_swallows():
            try:
                socket.create_connection(("{ADDRESS}", 443))
            except OSError:
                pass
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines([f"*socket.getaddrinfo {ADDRESS}*"])
