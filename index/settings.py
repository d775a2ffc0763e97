"""Settings, read once at the edge into one frozen object and handed down."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_dir

from index.encoders import default_cache_dir
from index.errors import SettingsError

SETTINGS_FILE = "settings.toml"
DEFAULT_GENERATIONS = 3


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
    keep_generations: int = DEFAULT_GENERATIONS


def load_settings(home: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings of one home.

    :param home: as given on the command line; else ``$POLICYKB_HOME``, else the platform's user data folder.
    :param environ: the process's environment; ``POLICYKB_CACHE`` moves the model cache.
    :raises SettingsError: ``settings.toml`` cannot be parsed, or holds an unknown key or a wrong value.
    """
    chosen = (home or Path(environ.get("POLICYKB_HOME") or user_data_dir("policykb", appauthor=False))).expanduser()
    path = chosen.absolute() / SETTINGS_FILE
    values = _read_file(path)
    for key in values:
        if key not in ("model", "keep_generations"):
            raise SettingsError(f"{path}: unknown setting {key!r}; known are model, keep_generations. Remove the line.")
    model, keep = values.get("model"), values.get("keep_generations", DEFAULT_GENERATIONS)
    if model is not None and not isinstance(model, str):
        raise SettingsError(f"{path}: model is {model!r}, expected a folder or a name in quotes. Correct the line.")
    if type(keep) is not int or keep < 1:
        raise SettingsError(f"{path}: keep_generations is {keep!r}, expected a whole number from 1. Correct the line.")
    return Settings(chosen.absolute(), default_cache_dir(environ).absolute(), model, keep)


def _read_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML ({error}). Correct or remove the file.") from error
