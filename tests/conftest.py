"""The suite runs without network, and apart from the user's own index and settings.

Every socket beyond loopback is refused, in this process and in the Python processes that tests start; a test
during which one was tried fails, even where the code under test took the refusal calmly.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import network_guard

# A pause of a shared machine is no failure.
settings.register_profile("suite", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

NETWORK_LOG = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Close the network before any test module, and so any of our packages, is imported."""
    # A shell's background jobs ignore Ctrl-C and hand that down: to the programs, too, that tests interrupt.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    scratch = Path(tempfile.mkdtemp(prefix="policykb-suite-"))
    log = scratch / "network-attempts.log"
    log.touch()
    config.stash[NETWORK_LOG] = log
    guard_folder = str(Path(network_guard.__file__).parent)
    inherited = os.environ.get("PYTHONPATH")
    os.environ.update(
        {
            "PYTHONPATH": f"{guard_folder}{os.pathsep}{inherited}" if inherited else guard_folder,
            network_guard.LOG_VARIABLE: str(log),
            "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1",
            "POLICYKB_HOME": str(scratch / "home"),
        }
    )
    for name in [name for name in os.environ if name.startswith("POLICYKB_LLM_")]:
        del os.environ[name]  # whoever runs the suite may have a language model of their own
    network_guard.install(log)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[NETWORK_LOG].parent, ignore_errors=True)


@pytest.fixture
def network_log(request: pytest.FixtureRequest) -> Path:
    """The file in which refused attempts are noted, one a line."""
    return request.config.stash[NETWORK_LOG]


@pytest.fixture(autouse=True)
def _fails_on_network(request: pytest.FixtureRequest, network_log: Path) -> Iterator[None]:
    before = network_log.stat().st_size
    yield
    if request.node.get_closest_marker("reaches_out") is None:
        attempts = network_log.read_bytes()[before:].decode("utf-8")
        if attempts:
            pytest.fail(f"tried to reach beyond loopback:\n{attempts}")
