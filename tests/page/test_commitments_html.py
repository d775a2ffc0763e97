"""The ledger of commitments as the screen and its files show it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draft.commitments.ledger import Commitment, Standing
from page.commitment_request import NAMES, CommitmentRequest, Order, State, state_of
from page.commitments_html import commitments_html
from page.knowledge_base import KnowledgeBase
from page.sheets.commitments import commitment_rows
from page.sheets.table import as_csv
from page.shown_commitments import citations_of, show_commitments
from page.strings import CHINESE, ENGLISH
from tests.page.conftest import MakeCitation

AS_OF = date(2025, 10, 1)
HOSTILE = '<img src=x onerror="harm()">'


class Ledger(KnowledgeBase):
    """A knowledge base of which only the ledger is asked."""

    def __init__(self, known: tuple[Commitment, ...]) -> None:
        super().__init__(Path("unused"))
        self._known_commitments = known

    def commitments(self, as_of: date) -> tuple[Commitment, ...]:
        return self._known_commitments


@pytest.fixture
def known(make_citation: MakeCitation) -> tuple[Commitment, ...]:
    promise = make_citation(kind="reply", quote="我局将在年底前\n出台办法。", title="第134052号提案的答复")
    kept = make_citation(id="b" * 12, title="首台套办法", quote="首台套办法", document_number="海工信规〔2024〕4号")
    late = Commitment(promise, date(2024, 6, 28), date(2024, 12, 31), "市财政局", Standing.OVERDUE)
    return (
        late,
        replace(late, due=date(2025, 12, 31), standing=Standing.OPEN, department="市科技局"),
        replace(late, due=None, standing=Standing.OPEN, promised_on=date(2025, 1, 2)),
        replace(late, standing=Standing.MAYBE_MET, fulfilment=kept),
    )


def listed(known: tuple[Commitment, ...], **asked: str) -> list[Commitment]:
    request = CommitmentRequest.of({"as_of": "2025-10-01", **asked})
    return list(show_commitments(Ledger(known), request).commitments)


def test_each_commitment_stands_in_one_state(known: tuple[Commitment, ...]) -> None:
    assert [state_of(each) for each in known] == [State.OVERDUE, State.DUE, State.UNDATED, State.MAYBE_MET]


def test_narrowed_and_ordered(known: tuple[Commitment, ...]) -> None:
    late, due, undated, kept = known
    assert listed(known) == list(known)
    assert listed(known, state="undated") == [undated]
    assert listed(known, department="科技") == [due]
    assert listed(known, due="2024-12-31") == [late, kept]
    assert listed(known, text="首台套") == [kept]
    assert listed(known, text="年底前出台") == list(known)
    assert listed(known, text="年底前 出台") == list(known), "a blank tells nothing"
    assert listed(known, sort="promised") == [undated, late, due, kept]


def test_states_are_counted_of_what_fits_otherwise(known: tuple[Commitment, ...]) -> None:
    request = CommitmentRequest.of({"as_of": "2025-10-01", "department": "财政", "state": "overdue"})
    shown = show_commitments(Ledger(known), request)
    assert shown.states == {State.OVERDUE: 1, State.DUE: 0, State.UNDATED: 1, State.MAYBE_MET: 1}
    assert shown.departments == (("市财政局", 3), ("市科技局", 1))


@given(st.dictionaries(st.sampled_from([*NAMES, "page"]), st.one_of(st.none(), st.integers(), st.text(max_size=30))))
def test_a_list_is_what_its_address_says(values: dict[str, object]) -> None:
    request = CommitmentRequest.of(values)
    again = CommitmentRequest.of(dict(zip(NAMES, request.values(), strict=True)) | {"page": str(request.page)})
    assert again.address() == request.address()


def test_a_wrong_date_is_told_and_narrows_nothing() -> None:
    request = CommitmentRequest.of({"due": "年底", "as_of": "2025-13-01", "sort": "promised"})
    assert request.wrong_dates == ("年底", "2025-13-01")
    assert (request.due, request.as_of, request.order) == (None, date.today(), Order.PROMISED)
    assert not request.is_narrowed


def test_the_table_says_how_late_and_what_kept_it(known: tuple[Commitment, ...]) -> None:
    request = CommitmentRequest.of({"as_of": "2025-10-01"})
    html = str(commitments_html(show_commitments(Ledger(known), request), CHINESE))
    assert html.count('<tr role="row">') == 5
    assert "已过 274 天" in html, "from 2024-12-31 to 2025-10-01"
    assert "还有 91 天" in html, "from 2025-10-01 to 2025-12-31"
    assert "未定期限" in html
    assert "首台套办法<small>海工信规〔2024〕4号" in html
    numbers = [promise.n for _, promise, _ in citations_of(known)]
    assert numbers == [1, 2, 3, 4]
    assert html.count("data-cite=") == 5


def test_nothing_leads_to_everything(known: tuple[Commitment, ...]) -> None:
    request = CommitmentRequest.of({"text": "没有这样的", "as_of": "2025-10-01"})
    html = str(commitments_html(show_commitments(Ledger(known), request), ENGLISH))
    assert 'href="?as_of=2025-10-01"' in html


def test_what_documents_say_is_never_markup_nor_a_formula(make_citation: MakeCitation) -> None:
    cited = make_citation(quote=f"=HYPERLINK(1){HOSTILE}", title=HOSTILE, document_number=HOSTILE)
    known = (Commitment(cited, AS_OF, AS_OF, HOSTILE, Standing.MAYBE_MET, cited),)
    shown = show_commitments(Ledger(known), CommitmentRequest(AS_OF))
    assert "<img" not in commitments_html(shown, CHINESE)
    assert "'=HYPERLINK" in as_csv(commitment_rows(known, CHINESE))


def test_files_are_in_the_words_of_the_language(known: tuple[Commitment, ...]) -> None:
    head, first, *_ = commitment_rows(known, ENGLISH)
    assert head[:3] == ["Due", "State", "Department"]
    assert first[:4] == ["2024-12-31", "Overdue", "市财政局", "我局将在年底前 出台办法。"]
