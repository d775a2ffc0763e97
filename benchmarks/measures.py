"""How exactly support measures are extracted: precision and recall against a table written by hand.

    python -m benchmarks.measures [GOLD.jsonl] [--documents FOLDER] [--fields]

A line of the table is a measure: ``document`` (its name below the folder's), ``sentence`` (its text, or the cells of a
row joined by tabs), ``amounts`` (``value``, ``max``, ``min``, ``rate`` with ``unit``: 元, 万元, 亿元, %), and, where
known, ``target``, ``type``, ``conditions``, ``apply_from``, ``apply_by``, ``lead_department``. One that is extracted
matches where its document is the same, its place overlaps the sentence and its figures are equal.

Fields are then compared without blanks and punctuation. The table leaves out what the document says once for all its
measures, and does not repeat in the conditions what the target says; so

- of the conditions only those of the measure's own sentence are compared, without what the table's target holds;
- a window or department that the table leaves out must not come from the measure's own article or row;
- of several departments the first, which leads, is compared; 每年4月1日 is 04-01;
- kinds that the table does not tell apart are one: 补贴 and 奖补 are 补助, 优惠 is 减免; 鼓励, 支持, 优先 and 融资
  are 其他.

Lines marked ``doubtful``, on which readers differ, count neither way. ``--fields`` prints what differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from ingest import Document
from ingest.measures import SupportMeasure, extract_measures
from ingest.numerals import number
from ingest.reading import read_document

CORPUS: Final = Path(__file__).resolve().parents[1] / "corpus"
PROMISED: Final = 0.95
_SCALES: Final = {"亿元": 10**8, "万元": 10**4, "千元": 10**3}
FIELDS: Final = ("target", "type", "conditions", "apply_from", "apply_by", "lead_department")
_COARSE: Final = {
    "补贴": "补助",
    "奖补": "补助",
    "优惠": "减免",
    "鼓励": "其他",
    "支持": "其他",
    "优先": "其他",
    "融资": "其他",
}
_YEARLY: Final = re.compile(r"每年(\d+)月(\d+)日")
_SLOTS: Final = ("value", "max", "min", "rate")

Fact = tuple[str, Decimal]
Gold = dict[str, Any]  # a line of JSON


def main() -> int:
    """Returns 1 where precision or recall miss the promise, 2 without a table, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=CORPUS / "measures.jsonl")
    parser.add_argument("--documents", type=Path, default=CORPUS / "documents")
    parser.add_argument("--fields", action="store_true", help="print every field that differs")
    arguments = parser.parse_args()
    if not arguments.gold.is_file():
        print(f"{arguments.gold}: not there; nothing to compare with")
        return 2
    tally = compare(_documents(arguments.documents), read_table(arguments.gold), print_fields=arguments.fields)
    print(
        f"precision {tally.precision:.3f} ({tally.matched} of {tally.extracted})   "
        f"recall {tally.recall:.3f} ({tally.matched} of {tally.golden})"
    )
    for name in FIELDS:
        print(f"  {name:16} right {tally.share(name):.3f}")
    return int(min(tally.precision, tally.recall) < PROMISED)


@dataclass(slots=True)
class Tally:
    """What was found of a table; doubtful lines count nowhere.

    :ivar right: by field, how many of the matched ones have it right.
    """

    extracted: int = 0
    matched: int = 0
    golden: int = 0
    right: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.matched / max(self.extracted, 1)

    @property
    def recall(self) -> float:
        return self.matched / max(self.golden, 1)

    def share(self, name: str) -> float:
        """Of the matched measures the share that has a field right."""
        return self.right[name] / max(self.matched, 1)


def read_table(path: Path) -> dict[str, list[Gold]]:
    """The lines of a table by document."""
    by_document: defaultdict[str, list[Gold]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            gold = json.loads(line)
            by_document[gold["document"]].append(gold)
    return by_document


def compare(documents: Iterable[Document], table: dict[str, list[Gold]], *, print_fields: bool = False) -> Tally:
    """Extract the measures of documents and compare them; misses and extras are printed."""
    tally = Tally()
    for document in documents:
        golden = table.get(document.name, [])
        measures = extract_measures(document)
        pairs = list(_matches(document, measures, golden))
        found = [(gold, measure) for gold, measure in pairs if not gold.get("doubtful")]
        tally.golden += sum(not gold.get("doubtful") for gold in golden)
        tally.extracted += len(measures) - (len(pairs) - len(found))
        tally.matched += len(found)
        for gold, measure in found:
            compared = list(_compared(document, gold, measure))
            tally.right.update(name for name, wanted, read in compared if wanted == read)
            if print_fields:
                _print_differences(document, measure, compared)
    return tally


def _documents(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield read_document(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")


def _matches(
    document: Document, measures: Sequence[SupportMeasure], golden: Sequence[Gold]
) -> Iterator[tuple[Gold, SupportMeasure]]:
    """Pairs of a line of the table and what was extracted for it; each at most once. Misses are printed."""
    left = list(measures)
    for gold in golden:
        start = document.text.find(gold["sentence"])
        end = start + len(gold["sentence"])
        here = [measure for measure in left if start >= 0 and measure.span.start < end and start < measure.span.end]
        hit = next((measure for measure in here if measure.facts == _facts(gold)), None)
        if hit is None and gold.get("doubtful"):
            continue
        if hit is None:
            why = "is not in the document" if start < 0 else f"figures {[_plain(m.facts) for m in here]}"
            print(f"missed: {document.name}: {gold['sentence'][:60]} {_plain(_facts(gold))}; {why}")
            continue
        left.remove(hit)
        yield gold, hit
    for measure in left:
        print(f"extra: {document.name}: {document.text[measure.span.start : measure.span.end][:60]}")


def _facts(gold: Gold) -> frozenset[Fact]:
    return frozenset(
        (slot, figure)
        for amount in gold.get("amounts", ())
        for slot in _SLOTS
        if amount.get(slot) is not None and (figure := _figure(slot, amount[slot], amount.get("unit"))) is not None
    )


def _figure(slot: str, written: Any, unit: str | None) -> Decimal | None:
    """In 元, or as a fraction: 40, 40%, 百分之四十 and 0.4 are the same share; ``None`` for a split (6∶4)."""
    if str(written).startswith("百分之"):
        written = f"{number(str(written).removeprefix('百分之'))}%"
    try:
        value = Decimal(str(written).rstrip("%"))
    except InvalidOperation:
        return None
    if slot == "rate":
        return value / 100 if value > 1 or str(written).endswith("%") or unit == "%" else value
    return value * _SCALES.get(unit or "", 1)


def _plain(facts: frozenset[Fact]) -> dict[str, str]:
    return {name: f"{figure:f}" for name, figure in sorted(facts)}


def _compared(document: Document, gold: Gold, measure: SupportMeasure) -> Iterator[tuple[str, object, object]]:
    """The fields by name, as the table and as the extractor have them."""
    target = _bare(gold.get("target"))
    own = {_bare(condition.text) for condition in measure.conditions if not condition.general}
    yield "target", target, _bare(measure.target)
    yield "type", gold.get("type"), _COARSE.get(measure.type, str(measure.type))
    yield (
        "conditions",
        sorted({_bare(text) for text in gold.get("conditions", ())}),
        sorted(text for text in own if text not in target or text in map(_bare, gold.get("conditions", ()))),
    )
    for name in ("apply_from", "apply_by", "lead_department"):
        wanted, read = gold.get(name), getattr(measure, name)
        if wanted is None and not _is_own(document, measure, name):
            read = None
        if name == "lead_department":
            read = read.split("、")[0] if read and wanted and "、" not in wanted else read
        elif wanted:
            wanted = _YEARLY.sub(lambda day: f"{int(day[1]):02}-{int(day[2]):02}", wanted)
        yield name, _bare(wanted), _bare(read)


def _is_own(document: Document, measure: SupportMeasure, name: str) -> bool:
    """Whether a field was read from the article, item or row of the measure."""
    origin = measure.origins.get(name)
    return origin is not None and any(
        block.start <= measure.span.start < block.end and block.start <= origin.start < block.end
        for block in document.blocks
    )


def _print_differences(
    document: Document, measure: SupportMeasure, compared: Sequence[tuple[str, object, object]]
) -> None:
    different = [f"  {name}: {wanted} | {read}" for name, wanted, read in compared if wanted != read]
    if different:
        print(f"fields: {document.name}: {document.text[measure.span.start : measure.span.end]}", *different, sep="\n")


def _bare(text: str | None) -> str:
    return re.sub(r"\W", "", text or "")


if __name__ == "__main__":
    sys.exit(main())
