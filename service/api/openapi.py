"""The OpenAPI document, with what FastAPI does not know of our types.

Results are stdlib dataclasses that say what their fields mean as ``:ivar name: …``. All of their fields are always
there, since nothing is left out where it has its default.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

_FIELD: Final = re.compile(r"^:ivar (?P<name>\w+): (?P<text>.*?)(?=^:ivar |\Z)", re.MULTILINE | re.DOTALL)
_REFERENCE: Final = re.compile(r"#/components/schemas/(\w+)")
_ROLE: Final = re.compile(r":\w+:(?=`)")


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """An OpenAPI document as FastAPI makes it, with descriptions of fields and with all that results always hold."""
    components = _referred_to(schema)
    schema["components"]["schemas"] = components
    for component in components.values():
        if component.get("additionalProperties") is False:  # of a request
            without_titles(component)
        else:
            complete_result(component)
    schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    schema["security"] = [{}, {"token": []}]
    return schema


def _referred_to(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The schemas that are used: FastAPI also names the form of its own errors, which are never sent."""
    components: dict[str, dict[str, Any]] = schema["components"]["schemas"]
    found: set[str] = set()
    waiting = [json.dumps(schema["paths"])]
    while waiting:
        named = set(_REFERENCE.findall(waiting.pop())) - found
        found |= named
        waiting += [json.dumps(components[name]) for name in named]
    return {name: component for name, component in components.items() if name in found}


def complete_result(component: dict[str, Any]) -> None:
    """Describe the fields of a result's schema, and say that all are there."""
    without_titles(component)
    if "description" in component:
        _describe(component)
    if "properties" in component:
        component["required"] = list(component["properties"])
        for field in component["properties"].values():
            field.pop("default", None)


def without_titles(component: dict[str, Any]) -> None:
    """Leave out the titles that only repeat the names."""
    component.pop("title", None)
    for field in component.get("properties", {}).values():
        field.pop("title", None)


def _describe(component: dict[str, Any]) -> None:
    """Part a docstring into what it says of the whole, and of each field."""
    docstring = component["description"]
    component["description"] = _readable(_FIELD.sub("", docstring))
    for field in _FIELD.finditer(docstring):
        if field["name"] in component.get("properties", {}):
            component["properties"][field["name"]]["description"] = _readable(field["text"])


def _readable(docstring: str) -> str:
    """A docstring's text as Markdown, in JSON's words."""
    text = " ".join(docstring.split())
    return _ROLE.sub("", text).replace("``None``", "null").replace("``", "`")
