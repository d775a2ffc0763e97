"""The ledger that is worked out once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from draft.commitments.ledger import commitments
from draft.commitments.remembered import RememberedLedger
from index import Index, open_index
from index.builder import build_index
from index.settings import Settings

AS_OF = date(2025, 10, 1)


def test_it_is_the_ledger_of_the_day_and_worked_out_once(index: Index) -> None:
    ledger = RememberedLedger(index)
    found = ledger.commitments(AS_OF)
    assert found == commitments(index, as_of=AS_OF)
    assert ledger.commitments(AS_OF) is found
    earlier = date(2020, 1, 1)
    assert ledger.commitments(earlier) == commitments(index, as_of=earlier)
    assert ledger.commitments(AS_OF) is found


def test_few_days_are_kept(index: Index) -> None:
    ledger = RememberedLedger(index)
    found = ledger.commitments(AS_OF)
    for day in range(1, 6):
        ledger.commitments(date(2025, 1, day))
    assert ledger.commitments(AS_OF) is not found
    assert ledger.commitments(AS_OF) == found


def test_a_new_generation_is_taken_up(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache", model="hashing")
    folder = tmp_path / "replies"
    folder.mkdir()
    reply = (
        "海州市工业和信息化局关于第{0}号提案答复的函\n王芳委员：\n我局将于2026年底前出台{0}号办法。\n2025年7月18日\n"
    )
    (folder / "1.txt").write_text(reply.format(1), encoding="utf-8")
    build_index(settings, [folder])
    with open_index(settings=settings) as opened:
        ledger = RememberedLedger(opened)
        assert len(ledger.commitments(AS_OF)) == 1
        (folder / "2.txt").write_text(reply.format(2), encoding="utf-8")
        build_index(settings, [folder])
        assert len(ledger.commitments(AS_OF)) == 2
