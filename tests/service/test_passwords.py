from __future__ import annotations

import pytest
from argon2 import extract_parameters

from service import passwords
from service.passwords import check_password, hash_password, hash_token, is_password_hash, new_token


def test_a_password_is_known_by_its_hash_and_no_other_is() -> None:
    kept = hash_password("Jose\u0301 ist hier")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert check_password(kept, "Jos\u00e9 ist hier")  # composed by another keyboard
    assert not check_password(kept, "jos\u00e9 ist hier")
    assert not check_password(kept, "")
    assert kept != hash_password("Jos\u00e9 ist hier")


def test_nobodys_password_is_never_right() -> None:
    assert not check_password(None, "")
    assert not check_password(None, "anything")


def test_a_hash_of_another_program_is_understood() -> None:
    # From the README of the reference implementation: echo -n "password" | argon2 somesalt -t 2 -m 16 -p 4 -l 24
    kept = "$argon2i$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG"
    assert is_password_hash(kept)
    assert check_password(kept, "password")
    assert not check_password(kept, "Password")


@pytest.mark.parametrize("text", ["", "password", "$2b$12$abcdefghijklmnopqrstuv", "$argon2id$", "sha256:00"])
def test_what_is_no_hash_is_told(text: str) -> None:
    assert not is_password_hash(text)


def test_an_unknown_name_costs_as_much_as_a_wrong_password() -> None:
    assert extract_parameters(passwords._NOBODYS) == extract_parameters(hash_password("falsch-lang"))


def test_tokens_are_long_and_new() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(token.startswith("pkb_") and len(token) == 47 for token in tokens)
    # echo -n pkb_token | sha256sum
    assert hash_token("pkb_token") == "98d5df2842f47822542b67cfd923d4c0b2e65a43024643c3232158aaa52dd5a0"
