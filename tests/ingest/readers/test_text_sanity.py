from __future__ import annotations

import pytest

from ingest.readers.text_sanity import why_unusable

CHINESE = "为规范海州市工业企业数字化转型专项资金的管理，提高财政资金使用效益，推动制造业高质量发展，制定本办法。"


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        CHINESE * 10,
        "The quick brown fox jumps over the lazy dog, and the lazy dog sleeps on.",
        "Les élèves étudient à l'école près de la forêt, où l'été a été très agréable.",
        "本办法由海州市⼯业和信息化局负责解释，⾃印发之⽇起施⾏。",  # Kangxi radicals, repaired one for one
        "\uf075可记录负载率\n\uf075可记录平均值\n\uf075可记录最大值和最小值",  # bullets of a symbol font
        "— 12 —",
        "",
        "日本語の文章には仮名が含まれています。" * 20,
    ],
    ids=["chinese", "long", "english", "french", "radicals", "bullets", "page number", "empty", "japanese"],
)
def test_sound(text: str) -> None:
    assert why_unusable(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024 30% 200 2024 8 1 3 2021 36 1.5% 50 2000", "figures and signs only"),
        ("为规范\ufffd\ufffd\ufffd专项资金的管理，提高资金使用效益", "replacement or control characters"),
        ("为规范\ue123\ue124\ue125专项资金的管理，提高资金使用效益", "characters of private use"),
        ("为规范\u2e9a\u2ef4专项资金的管理，提高资金使用效益", "radicals instead of characters"),
        ("¹ãÖÝÊÐ¹¤ÒµºÍÐÅÏ¢»¯¾Ö¹ØÓÚÓ¡·¢", "letters with accents"),
        ("".join(map(chr, range(0x8F00, 0x8F00 + 250))), "do not occur together"),
    ],
    ids=["figures", "replaced", "private", "radicals", "gbk as latin-1", "glyph numbers"],
)
def test_not_to_be_trusted(text: str, reason: str) -> None:
    found = why_unusable(text)
    assert found is not None
    assert reason in found
