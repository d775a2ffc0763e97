from __future__ import annotations

from datetime import date
from pathlib import Path

from answer import Answer, Answerer
from answer.aging import Change, aged
from index import Index
from index.builder import build_index
from index.encoders.hashing import HashingEncoder
from index.settings import Settings

RULE = (
    "低空物流补贴办法\n\n第一条 对低空物流企业给予50万元补贴。\n\n"
    "第二条 本办法自2025年1月1日起施行，有效期至2025年12月31日。\n"
)


def test_what_became_of_the_sources_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "规定"
    folder.mkdir()
    file = folder / "甲.txt"
    file.write_text(RULE, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", cache_dir=tmp_path / "cache")
    build_index(settings, [folder], encoder=HashingEncoder())
    with Index(settings, HashingEncoder()) as index:
        answer = Answerer(index).ask("低空物流企业补贴多少万元？", as_of=date(2025, 6, 1))
        assert answer.grounded
        assert changes(answer, index, date(2025, 7, 1)) == set()
        assert changes(answer, index, date(2026, 1, 1)) == {(Change.ENDED, "有效期至2025-12-31")}

        file.write_text("前言\n\n" + RULE, encoding="utf-8")
        build_index(settings, [], encoder=HashingEncoder())
        assert changes(answer, index, date(2025, 7, 1)) == set(), "moved within its document"

        file.write_text(RULE.replace("50万元", "80万元"), encoding="utf-8")
        build_index(settings, [], encoder=HashingEncoder())
        assert changes(answer, index, date(2025, 7, 1)) == {(Change.REWRITTEN, "")}

        file.unlink()
        (folder / "乙.txt").write_text("另一份文件\n\n说明。\n", encoding="utf-8")
        build_index(settings, [], encoder=HashingEncoder())
        assert changes(answer, index, date(2025, 7, 1)) == {(Change.GONE, "")}


def changes(answer: Answer, index: Index, today: date) -> set[tuple[Change, str]]:
    return {(each.change, each.reason) for each in aged(answer, index, today)}
