from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from service.errors import UsersError
from service.reader import DEFAULT_VISIBILITY, Role
from service.sessions import LONGEST, LONGEST_IDLE, Sessions
from service.users import User, Users

HOUR = 3600
ANNA = User("anna", Role.READER, "hash of the first password")
USERS = Users({"anna": ANNA, "bert": User("bert", Role.KEEPER, "other hash")}, DEFAULT_VISIBILITY)


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path, clock: Clock) -> Iterator[Sessions]:
    with closing(Sessions(tmp_path / "home" / "sessions.db", now=clock)) as sessions:
        yield sessions


def test_the_two_ends_are_eight_hours_and_seven_days() -> None:
    assert (LONGEST_IDLE, LONGEST) == (8 * HOUR, 7 * 24 * HOUR)


def test_a_session_is_its_users_until_it_is_ended(sessions: Sessions) -> None:
    first, second = sessions.begin(ANNA), sessions.begin(ANNA)
    assert first != second
    assert sessions.user(first, USERS) == sessions.user(second, USERS) == ANNA
    sessions.end(first)
    assert sessions.user(first, USERS) is None
    assert sessions.user(second, USERS) == ANNA


@pytest.mark.parametrize("key", ["", "x", "' OR 1=1 --", "名"])
def test_what_is_no_key_is_nobodys(sessions: Sessions, key: str) -> None:
    sessions.begin(ANNA)
    assert sessions.user(key, USERS) is None
    sessions.end(key)


def test_it_outlives_the_server(sessions: Sessions, tmp_path: Path, clock: Clock) -> None:
    key = sessions.begin(ANNA)
    sessions.close()
    with closing(Sessions(tmp_path / "home" / "sessions.db", now=clock)) as again:
        assert again.user(key, USERS) == ANNA


def test_it_ends_when_nothing_was_asked_for_eight_hours(sessions: Sessions, clock: Clock) -> None:
    key = sessions.begin(ANNA)
    for _ in range(3):
        clock.now += 8 * HOUR - 61
        assert sessions.user(key, USERS) == ANNA
    clock.now += 8 * HOUR
    assert sessions.user(key, USERS) is None
    clock.now -= 8 * HOUR
    assert sessions.user(key, USERS) is None  # it is gone


def test_it_ends_after_seven_days_however_much_is_asked(sessions: Sessions, clock: Clock) -> None:
    key = sessions.begin(ANNA)
    for _ in range(7 * 24 - 1):
        clock.now += HOUR
        assert sessions.user(key, USERS) == ANNA
    clock.now += HOUR
    assert sessions.user(key, USERS) is None


def test_it_ends_with_a_new_password_and_with_its_user(sessions: Sessions) -> None:
    for users in (
        replace(USERS, by_name={"anna": replace(ANNA, password="hash of the second password")}),
        replace(USERS, by_name={"anna": replace(ANNA, password=None)}),
        replace(USERS, by_name={}),
    ):
        key = sessions.begin(ANNA)
        assert sessions.user(key, users) is None
        assert sessions.user(key, USERS) is None  # also when the old password comes back


def test_a_new_role_counts_at_once(sessions: Sessions) -> None:
    key = sessions.begin(ANNA)
    promoted = replace(ANNA, role=Role.KEEPER)
    assert sessions.user(key, replace(USERS, by_name={"anna": promoted})) == promoted


def test_no_key_stands_in_the_file_which_is_its_owners(sessions: Sessions, tmp_path: Path) -> None:
    key = sessions.begin(ANNA)
    folder = tmp_path / "home"
    assert all(key.encode() not in path.read_bytes() for path in folder.iterdir())
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())


def test_sessions_that_have_ended_are_cleared_away(sessions: Sessions, clock: Clock, tmp_path: Path) -> None:
    sessions.begin(ANNA)
    clock.now += LONGEST_IDLE
    sessions.begin(ANNA)
    with closing(sqlite3.connect(tmp_path / "home" / "sessions.db")) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


def test_a_damaged_file_is_named_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "sessions.db").write_text("no database" * 1000)
    with pytest.raises(UsersError, match=r"sessions\.db: cannot be used .* Remove the file"):
        Sessions(tmp_path / "sessions.db").begin(ANNA)
