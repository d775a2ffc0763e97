"""``policykb users`` as people and scripts call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search_cli import main
from service.passwords import check_password
from service.reader import Role
from service.users import read_users

PASSWORD = "ein-gutes-kennwort"


def run(home: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["users", *arguments, "--home", str(home)], input=typed)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    run(tmp_path, "add", "张三", "--role", "keeper", typed=f"{PASSWORD}\n")
    return tmp_path


def test_a_user_is_added_by_the_first_line_typed(home: Path) -> None:
    user = read_users(home / "users.toml").by_name["张三"]
    assert user.role is Role.KEEPER
    assert check_password(user.password, PASSWORD)
    result = run(home, "add", "李四", typed=f"{PASSWORD}\r\nmore\n")
    assert (result.exit_code, result.stdout) == (0, "李四: added as reader.\n")
    assert check_password(read_users(home / "users.toml").by_name["李四"].password, PASSWORD)


@pytest.mark.parametrize("command", ["add", "password"])
def test_a_password_is_no_argument(home: Path, command: str) -> None:
    assert run(home, command, "王五", PASSWORD).exit_code == 2
    assert run(home, command, "王五", f"--password={PASSWORD}").exit_code == 2


def test_a_token_is_shown_once_and_replaced(home: Path) -> None:
    first = json.loads(run(home, "token", "张三", "--json").stdout)["token"]
    assert read_users(home / "users.toml").with_token(first)
    second = run(home, "token", "张三").stdout.strip()
    assert read_users(home / "users.toml").with_token(first) is None
    assert read_users(home / "users.toml").with_token(second)
    assert run(home, "token", "张三", "--remove").exit_code == 0
    assert read_users(home / "users.toml").with_token(second) is None


def test_the_list_tells_who_is_there_and_nothing_secret(home: Path) -> None:
    run(home, "add", "bot", "--no-password")
    token = run(home, "token", "bot").stdout.strip()
    listed = run(home, "list", "--json").stdout
    assert json.loads(listed) == {
        "users": [
            {"name": "张三", "role": "keeper", "password": True, "token": False},
            {"name": "bot", "role": "reader", "password": False, "token": True},
        ],
        "roles": {"reader": ["public"], "keeper": ["public", "on_request", "partial", "none"]},
    }
    text = run(home, "list").stdout
    assert text.splitlines()[:3] == ["name\trole\tpassword\ttoken", "张三\tkeeper\tyes\t", "bot\treader\t\tyes"]
    assert token not in text + listed
    assert "argon2" not in text + listed


def test_without_a_file_it_says_how_to_begin(tmp_path: Path) -> None:
    result = run(tmp_path, "list")
    assert result.exit_code == 1
    assert "policykb users add NAME" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_new_password_and_leaving(home: Path) -> None:
    assert run(home, "password", "张三", typed="ein-anderes-kennwort\n").exit_code == 0
    assert check_password(read_users(home / "users.toml").by_name["张三"].password, "ein-anderes-kennwort")
    assert run(home, "remove", "张三").stdout == "张三: removed.\n"
    assert read_users(home / "users.toml").by_name == {}


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "message"),
    [
        (["add", "张三"], PASSWORD, 2, "there is such a user"),
        (["add", "王五"], "kurz", 3, "4 characters, expected 8 to 256"),
        (["add", "王五", "--role", "boss"], PASSWORD, 2, "boss"),
        (["remove", "王五"], "", 2, "no such user"),
        (["password", "王五"], PASSWORD, 2, "no such user"),
        (["token", "王五"], "", 2, "no such user"),
        (["token", "张三", "--remove"], "", 2, "has no token"),
    ],
)
def test_what_is_wrong_is_one_line(home: Path, arguments: list[str], typed: str, code: int, message: str) -> None:
    result = run(home, *arguments, typed=f"{typed}\n")
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert PASSWORD not in result.stderr


def test_a_file_that_others_can_read_is_warned_about(home: Path) -> None:
    (home / "users.toml").chmod(0o644)
    result = run(home, "list")
    assert result.exit_code == 0
    assert "everybody on this machine can read" in result.stderr
