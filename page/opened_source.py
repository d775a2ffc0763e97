"""A citation opened: the document behind it, its passage, its page images."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from answer.types import Citation
from ingest.document import Span
from page.errors import NoSuchPage, OriginalUnavailable
from page.knowledge_base import KnowledgeBase
from page.original_file import read_original
from page.page_image import sheets_of
from page.routes import file_address, page_address
from page.source_panel import Source, passage_of

_log = logging.getLogger(__name__)


def open_source(knowledge: KnowledgeBase, citation: Citation, passwords: Sequence[str]) -> Source:
    """What the panel shows for a citation.

    :param passwords: tried in turn on a protected file.
    :raises UnknownDocument: the index does not hold the document (any more).
    :raises IndexUnavailable: there is no index.
    """
    document = knowledge.document(citation.id)
    passage = passage_of(document.text, citation)
    try:
        file = read_original(document, passwords)
        # Without the sentence in the text there is no place for it on the pages either: its first page is shown.
        end = citation.end if passage.sentence is not None else citation.start + 1
        sheets = sheets_of(document, file, Span(citation.start, end))
    except (OriginalUnavailable, NoSuchPage) as error:
        _log.warning("no page image: %s", error)
        return Source(passage, file_address=None)
    addresses = tuple(page_address(document, sheet.page) for sheet in sheets)
    return Source(passage, file_address(document), file.is_pdf, sheets, addresses)
