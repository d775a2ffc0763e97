from __future__ import annotations

import pytest

from service.login_attempts import LoginAttempts


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attempts(clock: Clock) -> LoginAttempts:
    return LoginAttempts(now=clock)


def test_after_five_failures_of_a_name_each_further_one_doubles_the_wait(attempts: LoginAttempts, clock: Clock) -> None:
    assert [attempts.begin("anna", f"10.0.0.{n}") for n in range(5)] == [0.0] * 5
    for wait in (1, 2, 4, 8, 16, 32, 60, 60):
        assert attempts.begin("anna", "10.0.1.1") == wait
        clock.now += wait - 0.5
        assert attempts.begin("anna", "10.0.1.2") == 0.5  # asking too early costs nothing more
        clock.now += 0.5
        assert attempts.begin("anna", "10.0.1.3") == 0.0
    assert attempts.begin("bert", "10.0.1.4") == 0.0


def test_one_address_may_not_go_through_the_names(attempts: LoginAttempts) -> None:
    assert [attempts.begin(f"user{n}", "10.0.0.1") for n in range(20)] == [0.0] * 20
    assert attempts.begin("anna", "10.0.0.1") == 1.0
    assert attempts.begin("anna", "10.0.0.2") == 0.0


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("testclient", "other", False),
    ],
)
def test_an_ipv6_network_counts_as_one_address(attempts: LoginAttempts, first: str, second: str, same: bool) -> None:
    for n in range(20):
        attempts.begin(f"user{n}", first)
    assert (attempts.begin("anna", second) > 0) is same


def test_success_forgets_a_names_failures_and_its_own_try(attempts: LoginAttempts) -> None:
    for _ in range(4):
        attempts.begin("anna", "10.0.0.1")
    assert attempts.begin("anna", "10.0.0.1") == 0.0
    attempts.succeeded("anna", "10.0.0.1")
    assert [attempts.begin("anna", "10.0.0.1") for _ in range(6)] == [0.0] * 5 + [1.0]
    for n in range(100):  # people who mistype nothing never wait
        assert attempts.begin(f"user{n}", "10.0.0.9") == 0.0
        attempts.succeeded(f"user{n}", "10.0.0.9")


def test_tries_at_the_same_time_all_count(attempts: LoginAttempts) -> None:
    assert [attempts.begin("anna", "10.0.0.1") > 0 for _ in range(7)] == [False] * 5 + [True] * 2


def test_a_quarter_of_an_hour_later_all_is_forgotten(attempts: LoginAttempts, clock: Clock) -> None:
    for _ in range(5):
        attempts.begin("anna", "10.0.0.1")
    clock.now += 900
    assert [attempts.begin("anna", "10.0.0.1") for _ in range(5)] == [0.0] * 5


def test_names_without_end_take_no_memory_without_end(attempts: LoginAttempts) -> None:
    for n in range(12_000):
        attempts.begin(f"user{n}", f"10.{n // 65536}.{n // 256 % 256}.{n % 256}")
    assert len(attempts._failures) == 10_000
