"""``policykb inspect``: what would be read of a file."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from console.inspection import inspection_json, print_inspection
from console.inspection_orders import PERFORM, SIGNATURE, Inspect, Inspected
from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.own_file import must_be_ours
from console.program import ExitCode
from console.terminal import output
from index.plan import is_storable
from index.settings import Settings
from ingest.document import Document
from ingest.errors import FileError
from ingest.file_orders import Answer, Means, Read, ReadFile, Unread
from ingest.isolation.pool import WorkerPool
from ingest.isolation.process import Lost


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write a page for checking by eye: pictures of the pages beside their text.",
)
@takes_invocation
def inspect(invocation: Invocation, file: Path, html: Path | None) -> int:
    """Show what would be read of FILE, without an index: metadata, outline, blocks, tables, warnings."""
    if html is not None:
        must_be_ours(html, SIGNATURE, "inspect")
    document, page = _inspected(file, invocation.settings, as_page=html is not None)
    if html is not None and page is not None:
        html.write_bytes(page)
    if invocation.json:
        print_json(inspection_json(document))
    elif html is not None:
        output().line(f"Wrote {html}. Open it in a browser.")
    else:
        print_inspection(output(), document)
    return ExitCode.DONE


def _inspected(file: Path, settings: Settings, *, as_page: bool) -> tuple[Document, bytes | None]:
    """The document, and the page for checking by eye; read in a process of its own, as ``build`` does.

    :raises FileError: the file cannot be read, or not within the limits.
    """
    limits = settings.limits
    if not is_storable(file):
        raise FileError(str(file), "unreadable", "its name is not UTF-8. Rename the file.")
    if file.stat().st_size > limits.file_bytes:
        message = f"larger than {limits.file_mb} MB. Split it, or raise file_mb in settings.toml."
        raise FileError(str(file), "too_large", message)
    order = Inspect(Read(str(file), f"{file.absolute().parent.name}/{file.name}", _means(settings)), as_page)
    with WorkerPool(PERFORM, 1, limits) as pool:
        ((_, result),) = pool.run([msgspec.msgpack.encode(order)])
    if isinstance(result, Lost):
        raise FileError(str(file), result.code, result.message)
    inspected = msgspec.msgpack.decode(result, type=Inspected)
    answer = msgspec.json.decode(inspected.answer, type=Answer)
    if isinstance(answer, Unread):
        raise FileError(str(file), answer.code, answer.message)
    if not isinstance(answer, ReadFile):
        raise TypeError(f"an order to read was answered by {type(answer).__name__}")
    return msgspec.json.decode(answer.document, type=Document), inspected.page


def _means(settings: Settings) -> Means:
    """Those of a build; recognised pages are kept only where there is a home to keep them in."""
    means = settings.means
    return means if settings.home.is_dir() else msgspec.structs.replace(means, ocr_cache=None)
