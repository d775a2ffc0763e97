"""The API's reference for people: one page of HTML, made from the OpenAPI document, without any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup, escape

from page.colours import colours

_Schema = Mapping[str, Any]

_PAGE: Final = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · HTTP API</title>
<style>{style}</style>
</head>
<body lang="en">
<main>
<h1>{title} · HTTP API</h1>
<p>{description} For programs: <a href="{base}/openapi.json">openapi.json</a>. Version {version}.</p>
<p>Where a login is configured, send <code>Authorization: Bearer TOKEN</code>. An error is
<code>{{"error": {{"code": "…", "message": "…"}}}}</code>.</p>
<h2>Requests</h2>
{operations}
<h2>What they take and give</h2>
{schemas}
</main>
</body>
</html>
""")
_OPERATION: Final = Markup("""<section id="{id}">
<h3><code>{method} {path}</code></h3>
<p>{summary}. {description}</p>
{example}{fields}
<h4>Answers</h4>
<div class="scroll"><table>{answers}</table></div>
</section>
""")
_SCHEMA: Final = Markup('<section id="{name}">\n<h3>{name}</h3>\n<p>{description}</p>\n{fields}\n</section>\n')
_ROW: Final = Markup(
    '<tr><th scope="row"><code>{name}</code>{mark}</th><td class="type">{type}</td><td>{text}</td></tr>\n'
)
_CODE: Final = re.compile(r"`([^`]+)`")


def reference_html(schema: _Schema, base: str) -> Markup:
    """The page.

    :param base: where the API is mounted.
    """
    return _PAGE.format(
        title=schema["info"]["title"],
        version=schema["info"]["version"],
        description=_prose(schema["info"]["description"]),
        style=Markup(_style()),  # noqa: S704 - our own file
        base=base,
        operations=_join(_operations(schema, base)),
        schemas=_join(
            _SCHEMA.format(name=name, description=_prose(part.get("description", "")), fields=_fields(part))
            for name, part in schema["components"]["schemas"].items()
            if "properties" in part or "enum" in part
        ),
    )


@cache
def _style() -> str:
    return colours(":root") + Path(__file__).with_name("reference.css").read_text(encoding="utf-8")


def _operations(schema: _Schema, base: str) -> Iterator[Markup]:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            yield _OPERATION.format(
                id=operation["operationId"],
                method=method.upper(),
                path=base + path,
                summary=operation["summary"],
                description=_prose(operation.get("description", "")),
                example=_example(base + path, operation) if method == "get" else "",
                fields=_taken(operation),
                answers=_join(_answers(operation)),
            )


def _taken(operation: _Schema) -> Markup:
    """What a request takes: its parameters, or its body."""
    rows = [
        _row(part["name"], {**part["schema"], **_described(part)}, required=part.get("required", False))
        for part in operation.get("parameters", [])
    ]
    body = Markup('<tr><th scope="row">body</th><td class="type">{}</td><td></td></tr>')
    contents = operation.get("requestBody", {}).get("content", {})
    rows += [body.format(_type(content["schema"])) for content in contents.values()]
    return _table(rows) if rows else Markup("")


def _answers(operation: _Schema) -> Iterator[Markup]:
    for status, response in sorted(operation["responses"].items()):
        for content in response.get("content", {}).values():
            text = "" if status == "200" else response["description"]
            yield _ROW.format(name=status, mark="", type=_type(content["schema"]), text=_prose(text))


def _example(address: str, operation: _Schema) -> Markup:
    """A link that tries it out, where the parameters have examples or need none."""
    given: dict[str, Any] = {}
    for part in operation.get("parameters", []):
        examples = [shown for option in _options(part["schema"]) for shown in option.get("examples", ())]
        examples += part["schema"].get("examples", ())
        if examples and part["name"] != "as_of":
            given[part["name"]] = examples[0]
        elif part.get("required"):
            return Markup("")
    pairs = "&".join(f"{name}={value}" for name, value in given.items())
    link = Markup('<p>Try: <a href="{}">{}</a></p>\n')
    return (
        link.format(f"{address}?{urlencode(given)}", f"{address}?{pairs}") if given else link.format(address, address)
    )


def _fields(schema: _Schema) -> Markup:
    if "enum" in schema:
        return Markup("<p>{}</p>").format(
            _join_words(Markup("<code>{}</code>").format(value) for value in schema["enum"])
        )
    required = schema.get("required", ())
    is_request = schema.get("additionalProperties") is False
    return _table(
        _row(name, part, required=is_request and name in required)
        for name, part in schema.get("properties", {}).items()
    )


def _row(name: str, schema: _Schema, *, required: bool) -> Markup:
    mark = Markup(" <small>required</small>") if required else ""
    return _ROW.format(name=name, mark=mark, type=_type(schema), text=_prose(schema.get("description", "")))


def _table(rows: Iterable[Markup]) -> Markup:
    return Markup('<div class="scroll"><table>\n{}</table></div>').format(_join(rows))


def _type(schema: _Schema) -> Markup:
    """A schema in words; another one that it names, as a link to it."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return Markup('<a href="#{}">{}</a>').format(name, name)
    if options := _options(schema):
        return _join_words(map(_type, options))
    if "enum" in schema:
        return _join_words(escape(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return Markup("list of {}").format(_type(schema["items"]))
    if schema.get("type") == "object":
        further = schema.get("additionalProperties")
        return Markup("{} by name").format(_type(further)) if isinstance(further, Mapping) else Markup("object")
    return escape(_limited(str(schema.get("format", schema.get("type", "any"))), schema))


def _limited(kind: str, schema: _Schema) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"{kind} {low} to {high}"
    longest = schema.get("maxLength")
    return f"{kind}, at most {longest} characters" if longest else kind


def _options(schema: _Schema) -> list[_Schema]:
    options: list[_Schema] = schema.get("anyOf", [])
    return options


def _described(part: _Schema) -> dict[str, str]:
    return {"description": part["description"]} if "description" in part else {}


def _prose(text: str) -> Markup:
    """Text in which backticks mark code."""
    pieces = _CODE.split(text)
    return _join(
        Markup("<code>{}</code>").format(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces)
    )


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _join_words(parts: Iterable[Markup]) -> Markup:
    return Markup(" or ").join(parts)
