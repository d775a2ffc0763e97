import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.likely_versions import Sketched, likely_versions, sketch_of
from index.types import LikelyVersion
from ingest.document import DocumentKind, Metadata
from ingest.reading import read_document

CORPUS = Path(__file__).parents[2] / "corpus"

HAN = [chr(code) for code in range(0x4E00, 0x6E00)]


def prose(seed: int, length: int = 1200) -> str:
    """Text of random characters: two of them have nothing in common."""
    return "".join(random.Random(seed).choices(HAN, k=length))


def sketched(
    name: str, text: str, title: str = "", day: date | None = None, kind: DocumentKind = DocumentKind.RULE
) -> Sketched:
    return Sketched(name, Metadata(kind=kind, title=title, issued_on=day), sketch_of(text))


def jaccard(first: str, second: str) -> float:
    """Exactly what sketches estimate, for texts without anything that is left out."""
    one, other = ({text[at : at + 5] for at in range(len(text) - 4)} for text in (first, second))
    return len(one & other) / len(one | other)


@pytest.mark.parametrize("common", [1000, 900, 800, 700])
def test_the_estimate_is_near_the_exact_similarity(common: int) -> None:
    first = prose(1, 1000)
    second = first[:common] + prose(2, 1000 - common)
    [pair] = likely_versions([sketched("a", first), sketched("b", second)])
    # The standard deviation of an estimate from 256 slots is 0.031 at most.
    assert pair.similarity == pytest.approx(jaccard(first, second), abs=0.1)


def test_white_space_punctuation_width_and_figures_make_no_difference() -> None:
    plain = prose(3, 300)
    assert sketch_of(f"{plain}给予２０万元（含）") == sketch_of(f"{plain[:100]}\n{plain[100:]}，给予 350 万元(含)。")


def test_a_reissued_rule_is_the_version_of_the_older_one() -> None:
    text = prose(4)
    old = sketched("z 2021.docx", text + "最高不超过200万元", "海州市专项资金管理暂行办法", date(2021, 9, 15))
    new = sketched("a 2025.pdf", text + "最高不超过500万元", "海州市专项资金管理办法", date(2025, 3, 26))
    assert likely_versions([new, old]) == [LikelyVersion("a 2025.pdf", "z 2021.docx", 1.0, same_title=True)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("海州市专项资金管理暂行办法", "海州市专项资金管理办法"),
        ("海州市专项资金管理办法（试行）", "海州市专项资金管理办法（2025年修订）"),
        ("关于申报2024年度专项资金的通知", "关于申报2025年度专项资金的通知"),
        ("海州市数字化转型行动方案（2021—2023年）", "海州市数字化转型行动方案（2024-2026年）"),
    ],
)
def test_namesakes_are_found_though_they_were_rewritten(old: str, new: str) -> None:
    common = prose(5, 400)
    first, second = sketched("old", common + prose(6, 800), old), sketched("new", common + prose(7, 800), new)
    [pair] = likely_versions([first, second])
    assert pair.same_title
    assert pair.similarity < 0.5
    assert likely_versions([first, sketched("new", common + prose(7, 800), "海州市人才引进办法")]) == []


def test_namesakes_with_nothing_in_common_are_none() -> None:
    assert likely_versions([sketched(str(seed), prose(seed), "政府信息公开指南") for seed in range(5)]) == []


def test_replies_of_one_bureau_with_the_same_set_phrases_are_none() -> None:
    phrases = prose(8, 300)  # the opening and the closing, in each of them
    replies = [
        sketched(str(seed), phrases[:150] + prose(seed, 900) + phrases[150:], "关于政协提案答复的函", kind=kind)
        for seed, kind in ((10, DocumentKind.REPLY), (11, DocumentKind.REPLY), (12, DocumentKind.PROPOSAL))
    ]
    assert likely_versions(replies) == []


def test_short_replies_to_two_proposals_are_none() -> None:
    phrases = prose(8, 300)
    letters = [
        Sketched(number, Metadata(kind=DocumentKind.REPLY, proposal_number=number), sketch_of(phrases + prose(n, 80)))
        for n, number in enumerate(("130045", "130046"), start=15)
    ]
    assert likely_versions(letters) == []
    again = Sketched("again", letters[0].metadata, letters[1].sketch)
    assert [pair.document for pair in likely_versions([letters[0], again])] == ["again"]


def test_short_texts_are_not_compared() -> None:
    assert sketch_of("") == b""
    form = "申请表。" * 16
    assert likely_versions([sketched("a", form), sketched("b", form)]) == []


def test_of_many_that_are_all_alike_each_is_paired_with_a_few() -> None:
    text = prose(9)
    forms = [sketched(f"{number:03}", f"{text}{chr(0x5000 + number)}") for number in range(100)]
    pairs = likely_versions(forms)
    assert len(pairs) < 100 * 20  # of 4950
    assert {name for pair in pairs for name in (pair.document, pair.of)} == {form.name for form in forms}


@given(st.permutations(range(6)))
def test_the_order_of_the_documents_makes_no_difference(order: list[int]) -> None:
    days = [None, date(2020, 1, 1), date(2021, 1, 1), date(2021, 1, 1), None, date(2019, 1, 1)]
    text = prose(13)
    documents = [sketched(str(n), text + prose(n, 60 * n), f"办法{n}", days[n]) for n in range(6)]
    pairs = likely_versions(documents[n] for n in order)
    assert pairs == likely_versions(documents)
    assert pairs == sorted(pairs, key=lambda pair: sorted((pair.document, pair.of)))


def test_a_pair_of_which_half_is_common_is_hardly_ever_missed() -> None:
    missed = 0
    for seed in range(40):
        text = prose(100 + seed, 1000)
        similar = text[:720] + prose(200 + seed, 280)  # 716 of 1276 shingles
        missed += not likely_versions([sketched("a", text), sketched("b", similar)])
    assert missed <= 4


def test_a_sketch_is_256_numbers() -> None:
    assert np.frombuffer(sketch_of(prose(14)), dtype="<u4").shape == (256,)


def test_of_the_sample_rules_the_one_that_was_issued_anew_is_found() -> None:
    documents = [read_document(path, path.name) for path in sorted((CORPUS / "documents" / "rules").iterdir())]
    pairs = likely_versions(Sketched(each.name, each.metadata, sketch_of(each.text)) for each in documents)
    assert [(pair.document, pair.of, pair.same_title) for pair in pairs] == [
        ("集成电路产业发展专项资金管理办法（2025年）.pdf", "集成电路产业发展专项资金管理暂行办法（2021年）.docx", True)
    ]
