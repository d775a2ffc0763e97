"""Corrections by hand: found beside the documents and in the home, and told which document each is about."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.changes import CORRECTION, Changes, FoundDocument
from index.plan import Plan, PlannedFile, sidecars_of
from index.previous import Previous
from index.types import NO_MARKS, Failure, Marks
from ingest import Source, SourceError
from ingest.corrections import CorrectionError, Value, read_correction
from ingest.document import PageSpan, document_id
from ingest.sidecars import METADATA_FILE, Row, SidecarError, read_rows, read_text, split_page_name
from ingest.sources import place_of


@dataclass(frozen=True, slots=True)
class TypedPage:
    """The text of a page as a person typed it.

    :ivar path: the sidecar.
    """

    path: str
    text: str


@dataclass(slots=True)
class ByHand:
    """What people say about one document.

    :ivar pages: by physical page from 1.
    """

    fields: dict[str, Value] = field(default_factory=dict)
    pages: dict[int, TypedPage] = field(default_factory=dict)

    @property
    def marks(self) -> Marks:
        return Marks(_digest(self.fields), _digest({number: page.text for number, page in self.pages.items()}))

    @property
    def page_texts(self) -> dict[int, str]:
        return {number: page.text for number, page in self.pages.items()}

    def without_page(self, pages: Collection[PageSpan]) -> Iterator[Failure]:
        """A row for each text of a page that the document, as it was read, does not have.

        :param pages: the document's.
        """
        there = {page.page for page in pages}
        for number, page in sorted(self.pages.items()):
            if number not in there and page.text.strip():
                has = f"its last page with text is {max(there)}" if there else "documents of its kind have no pages"
                yield Failure(page.path, CORRECTION, f"the document has no page {number}: {has}. Rename or delete it.")


@dataclass(slots=True)
class Corrections:
    """All corrections that a build found.

    :ivar by_document: by the name of the document, or of a copy.
    :ivar by_content: by content hash, what is said of a file and of its copies together; of every file looked at.
    :ivar failures: rows and files that cannot be applied.
    """

    by_document: dict[str, ByHand] = field(default_factory=dict)
    by_content: dict[str, ByHand] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def applied_to(self, changes: Changes, previous: Previous) -> Changes:
        """The changes of a build with those of corrections among them."""
        looked_at = sorted((*changes.added, *changes.changed, *changes.unchanged), key=lambda found: found.name)
        contents = {name: version.content_hash for name, version in previous.versions.items()}
        contents |= {found.name: found.content_hash for found in looked_at}
        self.by_content = {found.content_hash: ByHand() for found in looked_at}
        for name, by_hand in sorted(self.by_document.items()):
            together = self.by_content.get(contents.get(name, ""))
            if together is not None:
                together.fields |= by_hand.fields
                together.pages |= by_hand.pages
        stale = {
            content
            for content, by_hand in self.by_content.items()
            if by_hand.marks != previous.corrected.get(content, NO_MARKS)
        }
        changed = (*changes.changed, *(found for found in changes.unchanged if found.content_hash in stale))
        return replace(
            changes,
            added=tuple(map(self._with_pages, changes.added)),
            changed=tuple(map(self._with_pages, changed)),
            unchanged=tuple(found for found in changes.unchanged if found.content_hash not in stale),
            failures=(*changes.failures, *self.failures),
        )

    def to_read_again(self, previous: Previous) -> set[str]:
        """Hashes of the contents of which other pages are corrected than when they were stored."""
        return {
            content
            for content, by_hand in self.by_content.items()
            if by_hand.marks.pages != previous.corrected.get(content, NO_MARKS).pages
        }

    def _with_pages(self, found: FoundDocument) -> FoundDocument:
        return replace(found, page_texts=self.by_content[found.content_hash].page_texts)


def find_corrections(plan: Plan, home: Path, changes: Changes, previous: Previous) -> Corrections:
    """Read the sidecars of the planned sources, of those that hold copies, and those under ``home/corrections``.

    A deeper ``metadata.csv`` wins over one further up, and those in the home win over all.
    """
    sidecars = {planned.file.name: planned for planned in (*plan.sidecars, *_beside_copies(plan, changes, previous))}
    search = _Search(_known_documents(plan, changes, previous), plan.sources)
    return search.run(sidecars.values(), home / "corrections")


def _beside_copies(plan: Plan, changes: Changes, previous: Previous) -> Iterator[PlannedFile]:
    """What corrects copies of the files looked at, in sources that are not."""
    looked_at = (*changes.added, *changes.changed, *changes.unchanged)
    contents, built = {found.content_hash for found in looked_at}, {found.source for found in looked_at}
    with_copies = {each.source for each in previous.versions.values() if each.content_hash in contents} - built
    for source in plan.sources:
        if str(source.path) in with_copies:
            with suppress(SourceError):  # out of reach now; a build of it reports that
                yield from sidecars_of(source, plan.sources)


def _known_documents(plan: Plan, changes: Changes, previous: Previous) -> dict[str, tuple[str, str]]:
    """Path and source of every document that may be named, also of those that are not built or cannot be read now."""
    known = {
        name: (version.path, version.source) for name, version in previous.versions.items() if name not in changes.gone
    }
    failed = {failure.path for failure in changes.failures}
    known |= {
        planned.file.name: (str(planned.file.path), str(planned.source.path))
        for planned in plan.files
        if str(planned.file.path) in failed
    }
    known |= {name: ("", "") for name in previous.excluded if name not in known}
    known |= {
        found.name: (found.path, found.source)
        for group in (changes.added, changes.changed, changes.unchanged)
        for found in group
    }
    return known


class _Search:
    """Reads sidecars one after the other; what is read later wins."""

    def __init__(self, known: Mapping[str, tuple[str, str]], sources: Collection[Source]) -> None:
        self._known = known
        self._sources = sources
        self._names: dict[str, str] | None = None
        self._found = Corrections()

    def run(self, sidecars: Collection[PlannedFile], home: Path) -> Corrections:
        for planned in sorted(sidecars, key=lambda each: (each.file.name.count("/"), each.file.name)):
            self._read(planned.file.path, planned.file.name, planned.source)
        for path in sorted(home.rglob("*")) if home.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                self._read(path, unicodedata.normalize("NFC", path.relative_to(home).as_posix()), None)
        return self._found

    def _read(self, path: Path, name: str, source: Source | None) -> None:
        """Read one sidecar.

        :param name: its own, as if it were a document.
        :param source: the one in which it lies; ``None`` in the home.
        """
        try:
            page = split_page_name(name)
            if page:
                self._read_page(path, *page)
            elif path.name.lower() == METADATA_FILE:
                self._read_table(path, name.rpartition("/")[0], source)
            else:
                self._fail(path, f"is neither {METADATA_FILE} nor DOCUMENT.page-N.txt. Rename or remove it.")
        except SidecarError as error:
            self._fail(path, str(error))

    def _read_page(self, path: Path, name: str, page: int) -> None:
        if name not in self._known:
            raise SidecarError(f"there is no document {name}. Rename it after its document, or delete it.")
        self._of(name).pages[page] = TypedPage(str(path), read_text(path))

    def _read_table(self, path: Path, folder: str, source: Source | None) -> None:
        lines: dict[tuple[str, str], tuple[int, Value]] = {}
        for row in read_rows(read_text(path)):
            try:
                name = self._document(row, folder, source)
                key, value = read_correction(row.field, row.value)
            except SidecarError as error:
                self._fail(path, f"line {row.line}: {error}")
                continue
            except CorrectionError as error:
                self._fail(path, f"line {row.line}: {error}. Correct the line.")
                continue
            first, said = lines.setdefault((name, key), (row.line, value))
            if said == value:
                self._of(name).fields[key] = value
            else:
                self._fail(path, f"line {row.line}: line {first} says otherwise of {key} of {name}. Remove one.")

    def _document(self, row: Row, folder: str, source: Source | None) -> str:
        """The name of the document that a row is about."""
        words = unicodedata.normalize("NFC", row.document).replace("\\", "/")
        beside = f"{folder}/{words}" if source else ""
        found = [name for name in (beside, words, self._otherwise(words)) if name in self._known][:1]
        if not found and source is None:
            found = sorted({f"{each.name}/{words}" for each in self._sources} & self._known.keys())
        if not found:
            raise SidecarError(f"there is no document {row.document!r}. Name it as `policykb list` does.")
        if len(found) > 1:
            raise SidecarError(f"{row.document!r} may be {' or '.join(found)}. Write which.")
        name = found[0]
        if source and self._known[name][1] not in ("", str(source.path)):
            raise SidecarError(f"{name} is of another source. Move the line to a {METADATA_FILE} there.")
        return name

    def _otherwise(self, words: str) -> str:
        """The document that goes by an id or a path; empty for none."""
        if self._names is None:
            self._names = {document_id(name): name for name in self._known}
            self._names |= {path: name for name, (path, _) in self._known.items() if path}
        by_id = self._names.get(words.lower(), "")
        if by_id or not words.startswith("/"):
            return by_id
        return self._names.get(words) or self._names.get(str(place_of(Path(words))), "")

    def _of(self, name: str) -> ByHand:
        return self._found.by_document.setdefault(name, ByHand())

    def _fail(self, path: Path, message: str) -> None:
        self._found.failures.append(Failure(str(path), CORRECTION, message))


def _digest(values: Mapping[str, object] | Mapping[int, object]) -> str:
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest() if values else ""
