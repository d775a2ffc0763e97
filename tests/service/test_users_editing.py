from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from filelock import FileLock

from service.errors import UnknownUser, UserExists, UsersError
from service.passwords import check_password
from service.reader import Role
from service.users import read_users
from service.users_editing import UsersEditor


@pytest.fixture
def editor(tmp_path: Path) -> UsersEditor:
    return UsersEditor(tmp_path / "home" / "users.toml")


def test_a_user_from_the_first_day_to_the_last(editor: UsersEditor) -> None:
    editor.add("张三", Role.KEEPER, "richtig-lang")
    user = read_users(editor.path).by_name["张三"]
    assert (user.role, user.token) == (Role.KEEPER, None)
    assert check_password(user.password, "richtig-lang")
    editor.set_password("张三", "noch-ein-anderes")
    token = editor.set_token("张三")
    users = read_users(editor.path)
    assert not check_password(users.by_name["张三"].password, "richtig-lang")
    assert check_password(users.by_name["张三"].password, "noch-ein-anderes")
    assert users.with_token(token) == users.by_name["张三"]
    newer = editor.set_token("张三")
    users = read_users(editor.path)
    assert users.with_token(token) is None
    assert users.with_token(newer)
    editor.remove_token("张三")
    assert read_users(editor.path).with_token(newer) is None
    editor.remove("张三")
    assert read_users(editor.path).by_name == {}
    assert editor.path.exists()  # a login stays configured: nobody gets in, not everybody


def test_nothing_that_was_typed_stands_in_the_file(editor: UsersEditor) -> None:
    editor.add("a", Role.READER, "richtig-lang")
    token = editor.set_token("a")
    text = editor.path.read_text("utf-8")
    assert "richtig-lang" not in text
    assert token not in text


def test_the_file_is_its_owners_and_keeps_other_rights_that_were_given(editor: UsersEditor) -> None:
    editor.add("a", Role.READER, None)
    assert stat.S_IMODE(editor.path.stat().st_mode) == 0o600
    editor.path.chmod(0o640)
    editor.add("b", Role.READER, None)
    assert stat.S_IMODE(editor.path.stat().st_mode) == 0o640
    assert sorted(path.name for path in editor.path.parent.iterdir()) == ["users.toml", "users.toml.lock"]


def test_what_people_wrote_stays(editor: UsersEditor) -> None:
    editor.add("a", Role.READER, None)
    by_hand = (
        editor.path.read_text("utf-8") + '\n# staff of 科技科\n[roles.reader]\nsees = ["on_request"] # since May\n'
    )
    editor.path.write_text(by_hand, "utf-8")
    editor.add("b.c d", Role.KEEPER, None)
    text = editor.path.read_text("utf-8")
    assert "# staff of 科技科" in text
    assert 'sees = ["on_request"] # since May' in text
    assert tomllib.loads(text)["users"] == {"a": {"role": "reader"}, "b.c d": {"role": "keeper"}}


@pytest.mark.parametrize("password", ["", "kurz123", "x" * 257])
def test_a_bad_password_changes_nothing(editor: UsersEditor, password: str) -> None:
    with pytest.raises(UsersError, match=f"{len(password)} characters, expected 8 to 256"):
        editor.add("a", Role.READER, password)
    assert not editor.path.exists()


def test_who_is_there_already_and_who_is_not(editor: UsersEditor) -> None:
    editor.add("a", Role.READER, None)
    with pytest.raises(UserExists, match="a: there is such a user"):
        editor.add(" a ", Role.KEEPER, None)
    for change in (editor.remove, editor.set_token, editor.remove_token):
        with pytest.raises(UnknownUser, match="b: no such user"):
            change("b")
    with pytest.raises(UnknownUser, match="a: has no token"):
        editor.remove_token("a")
    assert read_users(editor.path).by_name["a"].role == Role.READER


def test_a_file_that_is_wrong_already_is_not_written(editor: UsersEditor) -> None:
    editor.add("a", Role.READER, None)
    editor.path.write_text('[users.a]\nrole = "boss"\n', "utf-8")
    with pytest.raises(UsersError, match="boss"):
        editor.add("b", Role.READER, None)
    assert "boss" in editor.path.read_text("utf-8")


def test_two_changes_at_a_time_wait_for_each_other(editor: UsersEditor) -> None:
    editor.add("a", Role.READER, None)
    with FileLock(f"{editor.path}.lock"), pytest.raises(UsersError, match="Try again"):
        UsersEditor(editor.path, patience=0.01).add("b", Role.READER, None)
