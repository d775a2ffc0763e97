"""Settings, read once at the edge into one frozen object and handed down."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from platformdirs import user_cache_dir, user_data_dir

from index.errors import SettingsError

SETTINGS_FILE = "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept and which model embeds.

    :ivar home: index, settings and vector cache live under this folder.
    :ivar cache_dir: converted models live under this folder; shared by all homes.
    :ivar model: ``None`` for the packaged default, else a sentence-transformers folder or name.
    :ivar keep_generations: how many published generations stay on disk, the current one included.
    """

    home: Path
    cache_dir: Path
    model: str | None = None
    keep_generations: int = 3


def load_settings(home: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings of one home.

    :param home: as given on the command line; else ``$POLICYKB_HOME``, else the platform's user data folder.
    :param environ: the process's environment; ``POLICYKB_CACHE`` moves the model cache.
    :raises SettingsError: ``settings.toml`` cannot be parsed, or holds an unknown key or a wrong value.
    """
    chosen = home or Path(environ.get("POLICYKB_HOME") or user_data_dir("policykb", appauthor=False))
    chosen = chosen.expanduser().absolute()
    cache_dir = Path(environ.get("POLICYKB_CACHE") or user_cache_dir("policykb", appauthor=False)).expanduser().absolute()
    return Settings(home=chosen, cache_dir=cache_dir, **_read_file(chosen / SETTINGS_FILE))


def _read_file(path: Path) -> dict[str, str | int]:  # the two settings a file may hold
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML ({error}). Correct or remove the file.") from error
    expected: dict[str, type] = {"model": str, "keep_generations": int}
    for key, value in values.items():
        if key not in expected:
            known = ", ".join(field.name for field in fields(Settings) if field.name in expected)
            raise SettingsError(f"{path}: unknown setting {key!r}; known are {known}. Remove or correct the line.")
        if type(value) is not expected[key]:
            raise SettingsError(f"{path}: {key} is {value!r}, expected {expected[key].__name__}. Correct the line.")
    if values.get("keep_generations", 1) < 1:
        raise SettingsError(f"{path}: keep_generations is {values['keep_generations']}, expected 1 or more.")
    return values
