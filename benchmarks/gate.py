"""How much of what is wrong in a reply letter the review gate finds, and how often it calls what is right wrong.

    python -m benchmarks.gate [--home DIR] [--show]

Clean letters, all of the sample corpus (``corpus/``):

- *composed*: for each reply a new letter with its items, each with dated sentences of the old answer and what the rules
  in force grant; once in the sources' words, once reworded (every third error only). Everything in them has a source.
- *written*: the replies themselves, reviewed as of their own day. A reply never vouches for itself, so much of them has
  no source; their own promises are then rightly reported, and are counted apart.

Errors are seeded one at a time, in every letter and place where the kind can stand: a wrong amount, count or share; a
repealed rule, by name, by number, or by its figures alone; a missing item (composed and written, with the proposal); an
invented promise; another bureau's contact; a contradiction of an earlier reply (status, figure, denial); a wrong 文号;
a source that is not public; a gap. It counts as found where an error or a warning comes up that the clean letter does
not have, at the place.

Errors and warnings of a clean letter are false alarms.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.seeding import seeds
from draft.commitments.promises import find_promise
from draft.proposal import proposal_of
from draft.review import Review, review, review_letter
from draft.review.quantities import quantities, years
from draft.review.reply import Reply, ReplyItem, bare, read_reply
from draft.types import Finding, Form, Item, Letter, Paragraph, Proposal, Sentence, Severity, Suggestion
from index import Filters, Index, open_index
from index.builder import build_index
from index.settings import load_settings
from ingest.document import Document, DocumentKind
from ingest.figures import FigureKind
from ingest.reading import read_document
from ingest.sentences import split_sentences

CORPUS: Final = Path(__file__).resolve().parents[1] / "corpus"
AS_OF: Final = date(2026, 3, 2)
LEAST_FOUND: Final = 0.95
MOST_ALARMS: Final = 1.0
_SENTENCES: Final = 3
_RULES: Final = 1
_ALARMS: Final = (Severity.ERROR, Severity.WARNING)
_REWORDED: Final = (
    ("按照", "按"),
    ("给予", "予以"),
    ("最高不超过", "最高"),
    ("单个企业", "每家企业"),
    ("截至", "到"),
    ("全市", "我市"),
    ("累计", "共"),
    ("我局", "我单位"),
    ("推动", "带动"),
    ("补助", "补贴"),
)


def main() -> int:
    """Returns 1 where a promise is missed, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="an index of the corpus that is there already")
    parser.add_argument("--show", action="store_true", help="print what was missed and each false alarm")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="policykb-gate-") as folder:
        home = arguments.home or Path(folder, "home")
        if arguments.home is None:
            build_index(load_settings(home, os.environ), [CORPUS / "documents"])
        with open_index(home) as index:
            return Benchmark(index, Path(folder), show=arguments.show).run()


class Benchmark:
    """Reviews clean and seeded letters over one index."""

    def __init__(self, index: Index, folder: Path, *, show: bool) -> None:
        self._index = index
        self._folder = folder
        self._show = show
        self._found: Counter[str] = Counter()
        self._seeded: Counter[str] = Counter()

    def run(self) -> int:
        replies = [
            self._index.document(card.document).document for card in self._index.documents() if card.kind == "reply"
        ]
        composed = [self.composed(read_reply(reply), n) for n, reply in enumerate(replies, start=1)]
        alarms = Counter[str]()
        for letter in composed:
            for way, clean, step in (("composed", letter, 1), ("reworded", reworded(letter), 3)):
                alarms[way] += self._clean(clean, step)
        written = self._written(replies)
        self._missing_written(replies)
        for way in ("composed", "reworded"):
            print(
                f"false alarms, {way:9} {alarms[way] / len(composed):.2f} a letter ({alarms[way]} in {len(composed)})"
            )
        print(
            f"false alarms, written   {written[0] / len(replies):.2f} a letter ({written[0]} in {len(replies)}), and "
            f"{written[1]} promises without a source, rightly reported"
        )
        for kind in self._seeded:
            print(
                f"  {kind:28} {self._found[kind]:4} of {self._seeded[kind]:4}"
                f"  {self._found[kind] / self._seeded[kind]:.3f}"
            )
        recall = self._found.total() / self._seeded.total()
        print(f"seeded errors found      {recall:.3f} ({self._found.total()} of {self._seeded.total()})")
        worst = max(alarms["composed"], alarms["reworded"]) / len(composed)
        return int(recall < LEAST_FOUND or max(worst, written[0] / len(replies)) > MOST_ALARMS)

    def _clean(self, letter: Letter, step: int) -> int:
        """Review a clean letter, then the same with every ``step``-th error; the number of false alarms."""
        proposal = proposal_for(letter)
        found = self._review(letter, proposal)
        alarms = [finding for finding in found.findings if finding.severity in _ALARMS]
        self._tell("false alarm", letter.title, alarms)
        known = Counter((finding.code, finding.quote) for finding in alarms)
        for seeded in islice(seeds(letter, proposal), 0, None, step):
            after = self._review(seeded.letter, seeded.proposal)
            new = Counter((f.code, f.quote) for f in after.findings if f.severity in _ALARMS) - known
            hit = any(not seeded.words or not quote or _touches(seeded.words, quote) for _, quote in new)
            self._count(seeded.kind, found=hit, what=f"{letter.title}: {seeded.words}")
        return len(alarms)

    def _review(self, letter: Letter, proposal: Proposal | None) -> Review:
        return review_letter(letter, self._index, proposal=proposal, as_of=AS_OF)

    def _written(self, replies: Sequence[Document]) -> tuple[int, int]:
        """False alarms on the replies themselves, and their own promises."""
        alarms = promises = 0
        for reply in replies:
            found = review(reply, self._index, proposal=self._proposal_of(reply), as_of=reply.metadata.issued_on)
            wrong = [finding for finding in found.findings if finding.severity in _ALARMS]
            new = [finding for finding in wrong if finding.code == "promise_without_source"]
            promises += len(new)
            alarms += len(wrong) - len(new)
            self._tell("false alarm", reply.name, [finding for finding in wrong if finding not in new])
        return alarms, promises

    def _missing_written(self, replies: Sequence[Document]) -> None:
        """Take each item out of a reply whose proposal is in the corpus."""
        for reply in replies:
            proposal = self._proposal_of(reply)
            whole = read_reply(reply)
            if proposal is None or len(whole.items) < 2:
                continue
            for item in whole.items:
                path = self._folder / "reply.txt"
                path.write_text(_without(whole, item), encoding="utf-8")
                document = read_document(path, "letters/reply.txt")
                found = review(document, self._index, proposal=proposal, as_of=reply.metadata.issued_on)
                hit = any(finding.code == "suggestion_unanswered" for finding in found.findings)
                self._count("missing item, written", found=hit, what=f"{reply.name}: {item.heading}")

    def _proposal_of(self, reply: Document) -> Proposal | None:
        for card in self._index.documents():
            if card.kind == DocumentKind.PROPOSAL:
                proposal = proposal_of(self._index.document(card.document).document)
                if proposal.number is not None and proposal.number == reply.metadata.proposal_number:
                    return proposal
        return None

    def composed(self, reply: Reply, n: int) -> Letter:
        """A new letter with the items of a reply."""
        items = tuple(self._item(item) for item in reply.items)
        number = f"{146000 + n}"
        return Letter(
            form=Form.REPLY,
            reply_class="B",
            issuer="海岚市工业和信息化局",
            document_number=f"海工信函〔2026〕{n}号",
            title=f"海岚市工业和信息化局关于市政协十四届五次会议第{number}号提案答复的函",
            addressees=("温如岚委员",),
            opening=Paragraph(
                (
                    Sentence(f"您提出的《关于{bare(items[0].heading)}的提案》（提案第{number}号）收悉。"),
                    Sentence("现答复如下："),
                )
            ),
            items=items,
            closing=Paragraph((Sentence("专此答复，诚挚感谢您对我市工作的关心和支持。"),)),
            dated="2026年3月2日",
            contact="程望野，0700-8620499",
            disclosure="依申请公开" if reply.document.metadata.disclosure == "on_request" else "主动公开",
            copied_to=("市政协提案委",),
        )

    def _item(self, item: ReplyItem) -> Item:
        heading = re.sub("^[一二三四五六七八九十]+、", "", item.heading)
        told = [Sentence(text) for text in _dated(item.answer)][:_SENTENCES]
        granted = [Sentence(text) for text in self._granted(bare(heading))][:_RULES]
        words = (*told, *granted) or (Sentence("有关工作正在有序开展。"),)
        return Item(
            Suggestion(item.n, bare(heading), f"建议{bare(heading)}。"), heading, item.status, (Paragraph(words),)
        )

    def _granted(self, topic: str) -> Iterator[str]:
        """What the rules in force grant for a topic, by their names."""
        found = self._index.search(topic, top=5, filters=Filters(kind="rule", in_force=True), as_of=AS_OF)
        for hit in found.hits:
            if hit.document_number is None:
                continue
            for span in split_sentences(hit.quote, 0, len(hit.quote)):
                text = re.sub(
                    r"^第[一二三四五六七八九十]+条\s*(?:[^。；，]{2,20}。)?", "", hit.quote[span.start : span.end]
                )
                amounts = [each for each in quantities(text) if each.kind is FigureKind.AMOUNT]
                if text.startswith("对") and amounts and text.endswith(("。", "；")):
                    yield f"根据《{hit.title}》（{hit.document_number}），{text[:-1]}。"
                    break

    def _count(self, kind: str, *, found: bool, what: str) -> None:
        self._seeded[kind] += 1
        self._found[kind] += found
        if self._show and not found:
            print(f"missed  {kind}: {what}")

    def _tell(self, what: str, where: str, findings: Sequence[Finding]) -> None:
        if self._show:
            for finding in findings:
                print(f"{what}  {where}: {finding.code} {finding.message} | {finding.quote}")


def proposal_for(letter: Letter) -> Proposal:
    """The proposal that a composed letter answers."""
    suggestions = tuple(item.suggestion for item in letter.items)
    number = re.search(r"第(\d+)号", letter.title)
    title = f"关于{suggestions[0].subject}的提案"
    return Proposal(
        "", title, "政协", None, number[1] if number else None, None, ("温如岚",), (), None, "", suggestions
    )


def reworded(letter: Letter) -> Letter:
    """The letter in other words that mean the same."""
    return _mapped(letter, _in_other_words)


def _in_other_words(text: str) -> str:
    named = re.split("(《[^》]*》)", text)
    for before, after in _REWORDED:
        named[::2] = [part.replace(before, after) for part in named[::2]]
    return "".join(named)


def _mapped(letter: Letter, change: object) -> Letter:
    if not callable(change):
        raise TypeError(f"change is {change!r}, expected a function")
    items = tuple(
        replace(
            item,
            paragraphs=tuple(
                replace(p, sentences=tuple(replace(s, text=change(s.text)) for s in p.sentences))
                for p in item.paragraphs
            ),
        )
        for item in letter.items
    )
    return replace(letter, items=items)


def _dated(answer: str) -> Iterator[str]:
    """Sentences that may stand in a later letter: what was, and when; no promise, no figure without its time."""
    for span in split_sentences(answer, 0, len(answer)):
        text = re.sub(r"^（[一二三四五六七八九十]+）[^。]*。", "", answer[span.start : span.end].replace("\n", ""))
        counted = [each for each in quantities(text) if each.kind is not FigureKind.DATE]
        is_told = len(text) > 25 and text.endswith("。") and not re.search("目前|正在|正与|今年|去年|《|上半年", text)
        if is_told and counted and years(text) and not find_promise(text, date(2025, 1, 1)):
            yield text


def _touches(words: str, quote: str) -> bool:
    return words in quote or quote in words


def _without(reply: Reply, item: ReplyItem) -> str:
    """The text of a reply without an item, the others numbered anew."""
    text, end = reply.text, item.span.end + len(item.answer)
    after = next((each.span.start for each in reply.items if each.span.start > item.span.start), None)
    end = after if after is not None else text.index(item.answer, item.span.end) + len(item.answer)
    left = text[: item.span.start] + text[end:]
    numerals = "一二三四五六七八九十"
    n = iter(numerals)
    return re.sub(f"^[{numerals}]+(?=、)", lambda _: next(n), left, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main())
