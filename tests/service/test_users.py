from __future__ import annotations

from pathlib import Path

import pytest

from index.serving import Serving
from index.visibility import EVERYTHING, PUBLIC, Visibility
from service.errors import UsersError
from service.passwords import hash_token
from service.reader import Reader, Role
from service.users import User, UsersFile, normal_name, read_users, users_path, warnings_about

HASH = "$argon2i$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG"
GOOD = f"""
[users."张三"]
role = "keeper"
password = "{HASH}"

[users.agent]
role = "reader"
token = "{hash_token("pkb_token")}"

[roles.reader]
sees = ["public", "on_request"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "users.toml", GOOD)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_users_and_what_their_roles_see(path: Path) -> None:
    users = read_users(path)
    assert users.by_name == {
        "张三": User("张三", Role.KEEPER, HASH),
        "agent": User("agent", Role.READER, None, hash_token("pkb_token")),
    }
    reader = users.reader(users.by_name["agent"])
    assert reader == Reader("agent", Role.READER, Visibility(frozenset({"public", "on_request"})))
    assert not reader.may_keep
    assert users.reader(users.by_name["张三"]) == Reader("张三", Role.KEEPER, EVERYTHING)
    assert users.with_token("pkb_token") == users.by_name["agent"]
    assert users.with_token("") is users.with_token("pkb_other") is users.with_token(hash_token("pkb_token")) is None


def test_a_reader_sees_what_is_public_or_states_nothing_unless_told_otherwise(tmp_path: Path) -> None:
    users = read_users(write(tmp_path / "users.toml", "[users]\n"))
    assert users.visibility == {Role.READER: PUBLIC, Role.KEEPER: EVERYTHING}
    narrowed = read_users(write(tmp_path / "users.toml", "[roles.keeper]\nsees = []\n"))
    assert narrowed.visibility[Role.KEEPER] == Visibility(frozenset())


def test_no_hash_shows_when_a_user_is_printed(path: Path) -> None:
    assert HASH not in repr(read_users(path))
    assert hash_token("pkb_token") not in repr(read_users(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[users", "cannot be read as TOML"),
        ("user = 1", "unknown key 'user'; known are users, roles"),
        ("users = 1", "users is no table"),
        ("[users]\na = 1", r'\[users."a"\] is no table'),
        ('[users.a]\nrole = "boss"', "role 'boss' .* known are reader, keeper"),
        ("[users.a]", r"role None in \[users"),
        ('[users.a]\nrole = "reader"\npassword = "geheim"', "no argon2 hash. Run `policykb users password a`"),
        ('[users.a]\nrole = "reader"\ntoken = "pkb_geheim"', "no SHA-256 of a token"),
        ('[users.a]\nrole = "reader"\nmail = "x"', r'unknown key \'mail\' in \[users."a"\]'),
        ('[users." a"]\nrole = "reader"', "expected 'a'"),
        ("[roles.boss]\nsees = []", "role 'boss'"),
        ("[roles.reader]\nsees = 1", "expected a list of these: public, on_request, partial, none"),
        ('[roles.reader]\nsees = ["secret"]', r"sees in \[roles.reader\] is \['secret'\]"),
        ("[roles.reader]\nsee = []", "unknown key 'see'"),
        ("[roles]\nreader = 1", r"\[roles.reader\] is no table"),
    ],
)
def test_a_wrong_file_is_told_in_one_line_without_what_is_secret(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "users.toml", text)
    with pytest.raises(UsersError, match=message) as wrong:
        read_users(path)
    assert str(wrong.value).startswith(f"{path}: ")
    assert "geheim" not in str(wrong.value)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[2J", "甲" * 65])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsersError, match="not a user's name"):
        normal_name(name)


def test_a_name_is_the_same_however_it_is_typed() -> None:
    assert normal_name(" Jose\u0301 ") == "Jos\u00e9"


def test_the_file_is_followed_as_it_changes(path: Path) -> None:
    file = UsersFile(path)
    first = file.users()
    assert first is not None
    assert file.users() is first  # not read at every request
    replaced = write(path.with_suffix(".new"), '[users.b]\nrole = "reader"\n')
    replaced.replace(path)
    second = file.users()
    assert second is not None
    assert list(second.by_name) == ["b"]


def test_a_file_that_is_spoilt_or_lost_lets_nobody_in(path: Path) -> None:
    file = UsersFile(path)
    assert file.users()
    write(path, "[users")
    for _ in range(2):
        with pytest.raises(UsersError, match="TOML"):
            file.users()
    path.unlink()
    with pytest.raises(UsersError, match="not there"):
        file.users()
    write(path, GOOD)
    assert file.users()


def test_without_a_file_there_is_no_login_until_one_appears(tmp_path: Path) -> None:
    file = UsersFile(tmp_path / "users.toml")
    assert file.users() is None
    write(tmp_path / "users.toml", GOOD)
    assert file.users()
    with pytest.raises(UsersError, match="not there"):
        UsersFile(tmp_path / "elsewhere.toml", must_exist=True).users()


def test_the_settings_may_name_another_file(tmp_path: Path) -> None:
    assert users_path(tmp_path, Serving()) == tmp_path / "users.toml"
    assert users_path(tmp_path, Serving(Path("staff.toml"))) == tmp_path / "staff.toml"
    assert users_path(tmp_path, Serving(Path("/etc/staff.toml"))) == Path("/etc/staff.toml")


@pytest.mark.parametrize(("mode", "warnings"), [(0o600, 0), (0o640, 0), (0o644, 1), (0o660, 1), (0o666, 2)])
def test_a_file_that_others_read_or_write_is_warned_about(
    path: Path, mode: int, warnings: int, caplog: pytest.LogCaptureFixture
) -> None:
    path.chmod(mode)
    assert len(warnings_about(path)) == warnings
    assert all(f"chmod 600 {path}" in warning for warning in warnings_about(path))
    UsersFile(path).users()
    assert len(caplog.records) == warnings
    assert path.stat().st_mode & 0o777 == mode  # said, not changed
