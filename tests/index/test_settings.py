from pathlib import Path

import pytest
from platformdirs import user_data_dir

from index.errors import IndexUnavailable, SettingsError
from index.serving import Serving
from index.settings import SETTINGS_FILE, Settings, load_settings
from ingest.isolation.limits import Limits


def written(home: Path, text: str) -> Settings:
    (home / SETTINGS_FILE).write_text(text, encoding="utf-8")
    return load_settings(home, {})


def test_without_a_file_everything_is_as_shipped(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {"POLICYKB_CACHE": str(tmp_path / "cache")})
    assert (settings.home, settings.model, settings.keep_generations) == (tmp_path, None, 3)
    assert settings.cache_dir.is_relative_to(tmp_path / "cache")


def test_the_file_names_model_and_generations(tmp_path: Path) -> None:
    settings = written(tmp_path, 'model = "/models/bge"\nkeep_generations = 1\n')
    assert (settings.model, settings.keep_generations) == ("/models/bge", 1)


def test_the_named_home_comes_before_the_environment_and_that_before_the_platform(tmp_path: Path) -> None:
    environ = {"POLICYKB_HOME": str(tmp_path / "environment")}
    assert load_settings(tmp_path / "named", environ).home == tmp_path / "named"
    assert load_settings(None, environ).home == tmp_path / "environment"
    assert load_settings(None, {"POLICYKB_HOME": ""}).home == Path(user_data_dir("policykb", appauthor=False))


def test_a_relative_home_and_a_tilde_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings(Path("kb"), {}).home == tmp_path / "kb"
    assert load_settings(Path("~/kb"), {}).home == tmp_path / "kb"


def test_how_it_is_served(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).serve == Settings(tmp_path, tmp_path).serve == Serving(None, (), https=False)
    settings = written(tmp_path, '[serve]\nusers = "staff.toml"\nhosts = ["policy.example"]\nhttps = true\n')
    assert settings.serve == Serving(Path("staff.toml"), ("policy.example",), https=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("modle = 'x'", "unknown setting 'modle'"),
        ("[model]", "expected a folder or a name in quotes"),
        ("model = 3", "model is 3"),
        ("keep_generations = 0", "from 1"),
        ("keep_generations = true", "keep_generations is True"),
        ("keep_generations = 2.0", "a whole number"),
        ("keep_generations = '3'", "a whole number"),
        ("model =", "cannot be read as TOML"),
        ("passwords = 'one'", "passwords is no list"),
        ("passwords = ['one', 2]", "passwords is no list"),
        ("seconds_per_file = 0", "from 1"),
        ("seconds_per_file = 1.5", "a whole number"),
        ("memory_mb = 100", "from 512"),
        ("file_mb = true", "file_mb is True"),
        ("pages_per_file = 0", "from 1"),
        ("serve = 1", r"expected a line \[serve\]"),
        ("[serve]\nport = 1", r"unknown setting 'port' in \[serve\]; known are users, hosts, https"),
        ("[serve]\nusers = 1", "expected a file in quotes"),
        ("[serve]\nusers = ''", "expected a file in quotes"),
        ("[serve]\nhosts = 'a'", "expected names without port or path"),
        ("[serve]\nhosts = ['https://a']", "expected names without port or path"),
        ("[serve]\nhosts = ['a:80']", "expected names without port or path"),
        ("[serve]\nhosts = ['*']", "expected names without port or path"),
        ("[serve]\nhttps = 'yes'", "expected true or false"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as error:
        written(tmp_path, text)
    assert str(tmp_path / SETTINGS_FILE) in str(error.value)
    assert isinstance(error.value, IndexUnavailable)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="Correct or remove the file"):
        load_settings(tmp_path, {})


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).mkdir()
    with pytest.raises(SettingsError, match="Correct or remove the file"):
        load_settings(tmp_path, {})


def test_passwords_and_limits_of_reading(tmp_path: Path) -> None:
    settings = written(
        tmp_path,
        'passwords = ["one", "二"]\nseconds_per_file = 60\nmemory_mb = 1024\nfile_mb = 10\npages_per_file = 9\n',
    )
    assert settings.passwords == ("one", "二")
    assert settings.limits == Limits(seconds=60, memory_mb=1024, file_mb=10, pages=9)


def test_passwords_are_not_shown(tmp_path: Path) -> None:
    assert "secret" not in repr(written(tmp_path, 'passwords = ["secret"]'))
    with pytest.raises(SettingsError) as error:
        written(tmp_path, 'passwords = "secret"')
    assert "secret" not in str(error.value)
