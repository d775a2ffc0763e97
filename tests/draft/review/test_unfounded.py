"""Figures without a source that need none: worked out in the sentence, or counting what the letter itself lists."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from draft.types import Finding


def unfounded(findings: Callable[..., list[Finding]], said: str) -> list[str]:
    found = findings(f"一、关于水上旅游的建议\n吸收采纳。\n{said}")
    return [each.quote for each in found if each.code == "figure_without_source"]


@pytest.mark.parametrize(
    "said",
    [
        "水上旅游景区用电37万度，用水折合23万度，合计60万度。",
        "水上旅游共有游船50艘，其中电动游船30艘，占60%。",
        "水上旅游共有游船50艘，其中电动游船30艘，占六成，另有20艘为燃油游船。",
    ],
)
def test_what_follows_from_the_others_is_not_listed(findings: Callable[..., list[Finding]], said: str) -> None:
    [quote] = unfounded(findings, said)
    assert not quote.endswith(("60万", "60%", "六成", "20艘"))


@pytest.mark.parametrize(
    "said", ["水上旅游共有游船50艘，其中电动游船30艘，占七成。", "水上旅游景区用电37万度，用水折合23万度，合计65万度。"]
)
def test_what_does_not_follow_is(findings: Callable[..., list[Finding]], said: str) -> None:
    [quote] = unfounded(findings, said)
    assert quote.endswith(("七成", "65万"))


def test_how_many_things_the_text_tells_of_is_no_figure(findings: Callable[..., list[Finding]]) -> None:
    assert unfounded(findings, "两项政策一头管旅游、一头管安全，被列为八项重点任务之一。") == []
    assert unfounded(findings, "市里引进了八家游船公司。") == ["八家"]
