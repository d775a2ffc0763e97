"""What the page says, as names; a language is one value, so that mypy sees to it that none is incomplete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.types import Status
from ingest.document import DocumentKind
from page.strings.access import AccessStrings
from page.strings.commitments import CommitmentStrings
from page.strings.comparison import ComparisonStrings
from page.strings.corpus import CorpusStrings
from page.strings.drafting import DraftingStrings
from page.strings.feedback import FeedbackStrings
from page.strings.filters import FilterStrings
from page.strings.measures import MeasureStrings
from page.strings.records import RecordStrings
from page.strings.search import SearchStrings
from page.strings.sheets import SheetStrings


@dataclass(frozen=True, slots=True)
class Strings:
    """The page's own words in one language; names in braces are filled in by ``str.format``.

    The words of a single screen stand in a group of their own (``page/strings/``), those that several use, here.

    :ivar language: code, as ``lang`` in HTML takes it.
    :ivar root: path that this language's screens stand below; ``other_root`` is the other's.
    """

    language: str
    root: str
    other_root: str
    other_language: str
    other_language_name: str
    brand: str
    promise: str
    navigation: str
    ask_screen: str
    search_screen: str
    measures_screen: str
    comparison_screen: str
    commitments_screen: str
    question: str
    question_placeholder: str
    question_empty: str
    ask: str
    examples: tuple[str, ...]
    try_asking: str
    asked_before: str
    follow_up: str
    follow_up_placeholder: str
    holdings: str
    working: str
    answer_name: str
    sources: str
    sources_summary: str
    warnings: str
    cite_label: str
    copy_answer: str
    copy_link: str
    copied: str
    copy_failed: str
    refused: str
    refused_advice: str
    refused_nearest: str
    failed: str
    failed_unforeseen: str
    failed_advice: str
    no_index: str
    no_index_steps: str
    no_index_command: str
    unavailable: str
    unavailable_advice: str
    panel_name: str
    panel_hint: str
    panel_how: tuple[str, ...]
    previous: str
    next: str
    close: str
    document_number: str
    issuer: str
    issued_on: str
    status: str
    status_clause: str
    absent: str
    separator: str
    statuses: Mapping[Status, str]
    kinds: Mapping[DocumentKind, str]
    access: AccessStrings
    feedback: FeedbackStrings
    filters: FilterStrings
    records: RecordStrings
    search: SearchStrings
    measures: MeasureStrings
    comparison: ComparisonStrings
    commitments: CommitmentStrings
    sheets: SheetStrings
    drafting: DraftingStrings
    passage_name: str
    page: str
    page_image_name: str
    page_image_alt: str
    open_original: str
    download_original: str
    new_window: str
    sentence_moved: str
    sentence_not_on_page: str
    no_page_image: str
    document_gone: str
    answer_gone: str
    corpus: CorpusStrings
