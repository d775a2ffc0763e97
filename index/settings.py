"""Settings, read once at the edge into one frozen object and handed down."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_dir

from index.bureau import Bureau, read_bureau
from index.encoders import default_cache_dir
from index.endpoint import Endpoint, read_endpoint
from index.errors import SettingsError
from index.serving import Serving, read_serving
from ingest.file_orders import Means
from ingest.isolation.limits import Limits

SETTINGS_FILE = "settings.toml"
DEFAULT_GENERATIONS = 3

_KNOWN = (
    "model",
    "keep_generations",
    "passwords",
    "seconds_per_file",
    "memory_mb",
    "file_mb",
    "pages_per_file",
    "language_model",
    "bureau",
    "serve",
)
# What a reading process needs before it has opened any file, with a margin.
_LEAST_MEMORY_MB = 512


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept, which model embeds, and what reading may use.

    :ivar home: index, settings and vector cache live under this folder.
    :ivar cache_dir: converted models live under this folder; shared by all homes.
    :ivar model: ``None`` for the packaged default, else a sentence-transformers folder or name.
    :ivar keep_generations: how many published generations stay on disk, the current one included.
    :ivar passwords: tried in turn on every protected file.
    :ivar limits: what reading one file may take.
    :ivar language_model: ``None``: answers quote, and nothing is contacted.
    :ivar bureau: who signs the letters that are drafted.
    :ivar serve: how the page is served to others.
    """

    home: Path
    cache_dir: Path
    model: str | None = None
    keep_generations: int = DEFAULT_GENERATIONS
    passwords: tuple[str, ...] = field(default=(), repr=False)
    limits: Limits = field(default_factory=Limits)
    language_model: Endpoint | None = None
    bureau: Bureau = Bureau()
    serve: Serving = field(default_factory=Serving)

    @property
    def means(self) -> Means:
        """What the processes that read are told."""
        ocr_cache = self.home / "cache" / "ocr"
        return Means(self.passwords, str(ocr_cache), self.limits.file_mb, self.limits.pages)


def load_settings(home: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings of one home.

    :param home: as given on the command line; else ``$POLICYKB_HOME``, else the platform's user data folder.
    :param environ: the process's environment; ``POLICYKB_CACHE`` moves the model cache, ``POLICYKB_LLM_…`` name a
        language model.
    :raises SettingsError: ``settings.toml`` cannot be parsed, or holds an unknown key or a wrong value.
    """
    chosen = (home or Path(environ.get("POLICYKB_HOME") or user_data_dir("policykb", appauthor=False))).expanduser()
    path = chosen.absolute() / SETTINGS_FILE
    values = _read_file(path)
    for key in values:
        if key not in _KNOWN:
            known = ", ".join(_KNOWN)
            raise SettingsError(f"{path}: unknown setting {key!r}; known are {known}. Remove the line.")
    limits = Limits()
    return Settings(
        home=chosen.absolute(),
        cache_dir=default_cache_dir(environ).absolute(),
        model=_text(path, values, "model"),
        keep_generations=_whole_number(path, values, "keep_generations", DEFAULT_GENERATIONS),
        passwords=_texts(path, values, "passwords"),
        limits=Limits(
            seconds=_whole_number(path, values, "seconds_per_file", round(limits.seconds)),
            memory_mb=_whole_number(path, values, "memory_mb", limits.memory_mb, least=_LEAST_MEMORY_MB),
            file_mb=_whole_number(path, values, "file_mb", limits.file_mb),
            pages=_whole_number(path, values, "pages_per_file", limits.pages),
        ),
        language_model=read_endpoint(path, values, environ),
        bureau=read_bureau(path, values),
        serve=read_serving(path, values),
    )


def _text(path: Path, values: Mapping[str, object], key: str) -> str | None:
    value = values.get(key)
    if value is not None and not isinstance(value, str):
        raise SettingsError(f"{path}: {key} is {value!r}, expected a folder or a name in quotes. Correct the line.")
    return value


def _texts(path: Path, values: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = values.get(key, [])
    if not isinstance(found, list) or not all(isinstance(value, str) for value in found):
        # What stands there is not repeated: it may hold passwords.
        raise SettingsError(f'{path}: {key} is no list of texts, expected like ["one", "two"]. Correct the line.')
    return tuple(found)


def _whole_number(path: Path, values: Mapping[str, object], key: str, default: int, *, least: int = 1) -> int:
    value = values.get(key, default)
    if type(value) is not int or value < least:
        raise SettingsError(f"{path}: {key} is {value!r}, expected a whole number from {least}. Correct the line.")
    return value


def _read_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML ({error}). Correct or remove the file.") from error
