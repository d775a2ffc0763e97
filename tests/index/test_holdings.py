from index.changes import FoundDocument
from index.holdings import Holding, count_removed, holdings, staying_files
from index.store import StoredVersion
from index.types import Place


def known(*files: tuple[str, str, bool]) -> dict[str, StoredVersion]:
    """Files that a generation knows, as ``(name, content hash, is a copy)``."""
    return {name: StoredVersion(1, name, f"/{name}", "/", content, 1, is_copy) for name, content, is_copy in files}


def arriving(name: str, content: str) -> FoundDocument:
    return FoundDocument(name, f"/{name}", "/", 1, content)


def place(name: str) -> Place:
    return Place(name, f"/{name}", "/")


def test_a_new_content_is_called_after_the_first_name() -> None:
    files = [arriving("c", "1"), arriving("a", "1"), arriving("b", "2")]
    assert holdings({}, (), files) == [
        Holding("1", place("a"), (place("c"),)),
        Holding("2", place("b"), ()),
    ]


def test_a_document_goes_on_being_called_as_it_is() -> None:
    before = known(("m", "1", False), ("x", "1", True))
    assert holdings(before, before.values(), [arriving("a", "1")]) == [
        Holding("1", place("m"), (place("a"), place("x")))
    ]


def test_a_copy_takes_over_where_the_file_left() -> None:
    before = known(("a", "1", False), ("b", "1", True), ("c", "1", True))
    assert holdings(before, staying_files(before, {"a"}), ()) == [Holding("1", place("b"), (place("c"),))]


def test_a_document_that_becomes_like_another_is_its_copy() -> None:
    before = known(("a", "1", False), ("b", "2", False))
    assert holdings(before, staying_files(before, {"a"}), [arriving("a", "2")]) == [
        Holding("2", place("b"), (place("a"),))
    ]


def test_only_documents_of_which_no_copy_stays_are_removed() -> None:
    before = known(("a", "1", False), ("b", "1", True), ("c", "2", False), ("d", "3", False), ("e", "3", True))
    gone = {"a", "c", "e"}  # the document of a goes on as b, that of d loses a copy
    assert count_removed(before, gone, staying_files(before, gone)) == 1
    changed = {"b"}  # what a and b had in common is nowhere any more
    assert count_removed(before, {"a"}, staying_files(before, {"a"} | changed)) == 1
