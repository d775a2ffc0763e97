"""The ledger of commitments as the screen and its files show it."""

from __future__ import annotations

from datetime import date

from draft.commitments.ledger import Commitment, Standing
from page.commitment_request import CommitmentRequest
from page.commitments_html import commitments_html
from page.sheets.commitments import commitment_rows
from page.sheets.table import as_csv
from page.shown_commitments import citations_of, show_commitments
from page.strings import CHINESE, ENGLISH
from tests.page.conftest import Ledger, MakeCitation

AS_OF = date(2025, 10, 1)
HOSTILE = '<img src=x onerror="harm()">'


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
