"""Which file is an annex of which."""

import pytest

from index.annexes import annex_claims, inherited_disclosures, owners_of
from ingest.document import Metadata


def document(*names: str, title: str = "", annexes: tuple[str, ...] = ()) -> tuple[tuple[str, ...], Metadata]:
    return names, Metadata(title=title or names[0], annexes=annexes)


MAIN = document("海州/通知/通知.docx", title="关于组织申报的通知", annexes=("专项资金申报书", "2025年申报材料清单"))


@pytest.mark.parametrize(
    "name",
    [
        "附件1：专项资金申报书.docx",
        "附件1 专项资金申报书.xlsx",
        "1.专项资金申报书.doc",
        "专项资金申报书.pdf",
        "附件2-2025年申报材料清单.xlsx",
        "2025年申报材料清单.xlsx",
    ],
)
def test_the_name_of_the_file_is_that_in_the_list(name: str) -> None:
    for documents in ([MAIN, document(f"海州/通知/{name}")], [document(f"海州/通知/{name}"), MAIN]):
        assert owners_of(annex_claims(documents)) == {f"海州/通知/{name}": MAIN[0][0]}


def test_the_title_in_the_file_is_that_in_the_list() -> None:
    assert owners_of(annex_claims([MAIN, document("海州/通知/附件1.docx", title="专项资金《申报书》")])) == {
        "海州/通知/附件1.docx": MAIN[0][0]
    }


@pytest.mark.parametrize("name", ["海州/别处/专项资金申报书.docx", "海州/通知/附件1.docx", "海州/通知/申报书.docx"])
def test_nothing_else_belongs_to_it(name: str) -> None:
    assert owners_of(annex_claims([MAIN, document(name)])) == {}


def test_what_two_documents_list_belongs_to_neither() -> None:
    other = document("海州/通知/另一通知.docx", annexes=("专项资金申报书",))
    assert owners_of(annex_claims([MAIN, other, document("海州/通知/专项资金申报书.docx")])) == {}


def test_no_document_is_its_own_annex() -> None:
    assert owners_of(annex_claims([document("海州/办法.docx", annexes=("办法",))])) == {}


def test_copies_in_the_folder_tie_as_well() -> None:
    notice = document("甲/通知.docx", "乙/通知.docx", annexes=("申报书",))
    assert owners_of(annex_claims([notice, document("乙/申报书.docx")])) == {"乙/申报书.docx": "甲/通知.docx"}
    assert owners_of(annex_claims([notice, document("丙/申报书.docx", "乙/申报书.docx")])) == {
        "丙/申报书.docx": "甲/通知.docx"
    }
    another = document("丙/另一通知.docx", annexes=("申报书",))
    assert owners_of(annex_claims([notice, another, document("丙/申报书.docx", "乙/申报书.docx")])) == {}


@pytest.mark.parametrize(
    ("stated", "claims", "inherited"),
    [
        ({"a": "none", "b": None}, {"b": {"a"}}, {"b": "none"}),
        ({"a": "none", "b": "public"}, {"b": {"a"}}, {}),  # says so itself
        ({"a": None, "b": None}, {"b": {"a"}}, {}),
        ({"a": "on_request", "b": None, "c": None}, {"b": {"a"}, "c": {"b"}}, {"b": "on_request", "c": "on_request"}),
        ({"a": "none", "b": "on_request", "c": None}, {"c": {"a", "b"}}, {"c": "on_request"}),  # the most open one
        ({"a": "none", "b": None, "c": None}, {"c": {"a", "b"}}, {}),  # with b everybody has it
        ({"a": None, "b": None}, {"a": {"b"}, "b": {"a"}}, {}),
        ({"a": "none", "b": None, "c": None}, {"b": {"a", "c"}, "c": {"b"}}, {"b": "none", "c": "none"}),
    ],
)
def test_an_annex_is_disclosed_as_the_document_that_lists_it(
    stated: dict[str, str | None], claims: dict[str, set[str]], inherited: dict[str, str]
) -> None:
    assert inherited_disclosures(stated, claims) == inherited
