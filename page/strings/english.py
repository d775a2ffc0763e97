"""The page in English; what documents say stays as they say it."""

from typing import Final

from answer.labels import STATUS_LABELS
from answer.question import Language
from index.types import Status
from ingest.document import DocumentKind
from page.strings import access, drafting, filters, records
from page.strings.catalogue import Strings
from page.strings.corpus import CORPUS_ENGLISH

ENGLISH: Final = Strings(
    language="en",
    root="/en/",
    other_root="/",
    other_language="zh-CN",
    other_language_name="中文",
    brand="Policy knowledge base",
    promise="Quotes only, every sentence checkable",
    navigation="Screens",
    ask_screen="Ask",
    question="Question",
    question_placeholder="Ask about policy, in English or Chinese, and press Enter",
    question_empty="Enter a question first.",
    ask="Ask",
    examples=(
        "What support is there for chip makers?",
        "How much can a digital transformation project get at most?",
        "What support measures are there for the low-altitude economy?",
    ),
    try_asking="Try asking",
    asked_before="Asked recently",
    follow_up="Follow up",
    follow_up_placeholder="Go on asking, for example: and when must one apply?",
    holdings="{count} documents are held. Answers only quote them, each sentence with its source; "
    "what they do not answer is refused.",
    working="Looking for evidence…",
    answer_name="Answer",
    sources="Sources",
    warnings="Note",
    sources_summary="{citations} places · {documents} documents · validity as of {as_of} · {seconds} s",
    cite_label="Open citation {n}: {title}, {place}",
    copy_answer="Copy answer with sources",
    copy_link="Copy link",
    copied="Copied",
    copy_failed="Could not copy",
    refused="Nothing in the documents held answers this question, so it is not answered.",
    refused_advice="Try the words that the documents use: name the industry, the recipient or the measure.",
    refused_nearest="Passages that come near, and are not enough to answer",
    failed="This question could not be answered.",
    failed_unforeseen="The program met an error that nobody foresaw; the server's log has the details.",
    failed_advice="Try again; if it goes on, tell the administrator what is said above.",
    no_index="There are no documents to ask yet.",
    no_index_steps="Ask the administrator to run the command below on this machine, which takes in the documents of a "
    "folder. Then reload this page and ask.",
    no_index_command="policykb build FOLDER",
    unavailable="The knowledge base cannot be asked at the moment.",
    unavailable_advice="Tell the administrator what is said below, then reload this page.",
    panel_name="Source",
    panel_hint="Check the source here",
    panel_how=(
        "Ask a question and get an answer with numbers",
        "Click the number behind a sentence",
        "The document opens here, with that sentence marked",
    ),
    previous="Previous citation",
    next="Next citation",
    close="Close the source (Esc)",
    document_number="Number",
    issuer="Issued by",
    issued_on="Issued on",
    status="Validity",
    status_clause="Because: ",
    absent="not stated",
    separator=", ",
    statuses={**STATUS_LABELS[Language.ENGLISH], Status.UNKNOWN: "does not apply"},
    kinds={
        DocumentKind.REPLY: "Reply",
        DocumentKind.PROPOSAL: "Proposal",
        DocumentKind.PLAN: "Plan",
        DocumentKind.RULE: "Rule",
        DocumentKind.NOTICE: "Notice",
        DocumentKind.LAW: "Law",
        DocumentKind.EXPLAINER: "Explainer",
        DocumentKind.OTHER: "Other",
    },
    access=access.ENGLISH,
    filters=filters.ENGLISH,
    records=records.ENGLISH,
    drafting=drafting.ENGLISH,
    passage_name="Passage quoted",
    page="page {page}",
    page_image_name="Image of page {page}",
    page_image_alt="Image of page {page} of {title}",
    open_original="Open the original",
    download_original="Download the original",
    new_window=" (new window)",
    sentence_moved="The document has changed since the answer; the sentence could not be located, so nothing is "
    "marked. Ask again.",
    sentence_not_on_page="The sentence could not be located exactly on the page; the whole page is shown, and nothing "
    "is marked.",
    no_page_image="The original file is no longer in its place, or has changed since it was taken in, so its pages "
    "cannot be shown. Ask the administrator to take it in again.",
    document_gone="This document is no longer in the knowledge base. Ask again.",
    answer_gone="The page was started anew; ask again before opening a citation.",
    corpus=CORPUS_ENGLISH,
)
