"""A company's profile as a form gives it: every field a text, empty ones left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import msgspec

from answer.company import Company, ProfileError, WrongField
from page.choice import text_of

#: In the order of the form.
FIELDS: Final = (
    "name",
    "industry",
    "revenue",
    "employees",
    "founded",
    "registered_in",
    "legal_person",
    "r_and_d_share",
    "certificates",
    "figures",
)
YES: Final = "yes"
NO: Final = "no"
_LONGEST: Final = 500
_LISTS: Final = frozenset({"industry", "certificates"})
_PARTED: Final = re.compile(r"[、，,;；\n]+")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_SUM: Final = re.compile(r"(?P<name>.+?)[\s：:＝=]+(?P<sum>\S+)")


def form_of(values: Mapping[str, object]) -> dict[str, str]:
    """The fields that were filled in, as texts; whatever else came is left out."""
    texts = ((name, text_of(values.get(name), _LONGEST)) for name in FIELDS)
    return {name: text for name, text in texts if text}


def company_of(form: Mapping[str, str]) -> Company | None:
    """The profile that a form holds; ``None`` where nothing in it could tell of a condition.

    :raises WrongField: a value that is not understood.
    """
    values = {name: _value(name, text) for name, text in form.items()}
    return Company.of(values) if values.keys() - {"name"} else None


def company_in(body: bytes) -> Company | None:
    """The profile in the body of a request, a form as JSON.

    :raises ProfileError: it is none.
    """
    try:
        return company_of(form_of(msgspec.json.decode(body, type=dict[str, str])))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"the profile is no JSON of texts: {error}") from error


def _value(name: str, text: str) -> object:
    if name in _LISTS:
        return [part.strip() for part in _PARTED.split(text) if part.strip()]
    if name == "legal_person":
        return {YES: True, NO: False}.get(text, text)
    if name == "figures":
        return dict(_sum(line.strip()) for line in re.split(r"[\n;；]+", text) if line.strip())
    if name == "employees":
        with suppress(ValueError):
            return int(text.removesuffix("人"))
    if name in {"revenue", "r_and_d_share"} and _NUMBER.fullmatch(text):
        return float(text)
    return text


def _sum(line: str) -> tuple[str, object]:
    match = _SUM.fullmatch(line)
    if match is None:
        raise WrongField("figures", f"{line!r} is no name with a sum")
    written = match["sum"]
    return match["name"], float(written) if _NUMBER.fullmatch(written) else written
