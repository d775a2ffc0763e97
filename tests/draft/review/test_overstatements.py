"""What was promised and is told as done, and what some did and is told of all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draft.types import Finding, Severity


@pytest.mark.parametrize(
    "said",
    [
        "《南屿市客运码头服务规范》2025年6月答复时已印发，对候船、引导和无障碍设施都有要求。",
        "市港航中心起草的客运码头服务规范，在2025年5月就已经印发。",
        "客运码头服务规范由市港航中心起草，2024年印发了。",
    ],
)
def test_done_before_it_was_promised(alarms: Callable[..., list[Finding]], said: str) -> None:
    [finding] = alarms(f"一、关于编制客运码头服务规范的建议\n正在解决。\n{said}")
    assert (finding.severity, finding.code, finding.quote) == (Severity.WARNING, "contradicts_reply", said)
    assert "2025-06-20的答复还是“争取2026年3月底前印发。”" in finding.message


@pytest.mark.parametrize(
    "said",
    [
        "《南屿市客运码头服务规范》已经印发，对候船、引导和无障碍设施都有要求。",  # since then
        "客运码头服务规范由市港航中心起草，2025年12月已印发。",
        "2025年6月答复后，市港航中心已印发客运码头服务规范。",
        "到2025年6月，市港航中心起草的客运码头服务规范还没有印发。",
        "到2025年6月，全市已完成检测的渡船有48艘。",
    ],
)
def test_done_later_or_not_yet(alarms: Callable[..., list[Finding]], said: str) -> None:
    assert alarms(f"一、关于编制客运码头服务规范的建议\n正在解决。\n{said}") == []


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("检测的48艘渡船，均已取得绿色船舶标志。", "均已取得绿色船舶标志"),
        ("全市检测渡船48艘，全部取得了绿色船舶标志。", "全部取得了绿色船舶标志"),
        ("全市48艘渡船都取得绿色船舶标志。", "全市48艘渡船都取得绿色船舶标志"),
    ],
)
def test_all_where_some_did(alarms: Callable[..., list[Finding]], said: str, quote: str) -> None:
    [finding] = alarms(f"一、关于检测老旧渡船的建议\n正在解决。\n{said}")
    assert (finding.severity, finding.code, finding.quote) == (Severity.WARNING, "figure_contradicts_reply", quote)
    assert "12艘" in finding.message


@pytest.mark.parametrize(
    "said",
    [
        "检测的48艘渡船中，12艘取得绿色船舶标志。",
        "检测的48艘渡船，均由市港航中心建立了档案。",  # nothing is said of how many have one
        "取得绿色船舶标志的12艘渡船，均已公布名单。",
        "48艘渡船已全部完成检测，12艘取得绿色船舶标志。",
    ],
)
def test_all_of_what_they_did(alarms: Callable[..., list[Finding]], said: str) -> None:
    assert alarms(f"一、关于检测老旧渡船的建议\n正在解决。\n{said}") == []
