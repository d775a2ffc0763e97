"""Figures of sentences, and which of them contradict each other."""

from __future__ import annotations

import pytest

from draft.review.quantities import Quantity, contradicts, quantities


def figure(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        ("首批场景46个。", "首批场景48个。", True),
        ("首批场景46个。", "比首批增加6个。", False),
        ("比首批增加5个。", "比首批增加6个。", True),
        ("补助提高到60%。", "补助比例为50%。", True),
        ("补助提高10%。", "补助比例为50%。", False),
        ("占比为27.3%。", "占比不低于25%。", False),
        ("占比为24%。", "占比不低于25%。", True),
        ("补助30万元。", "补助30家。", False),
    ],
)
def test_what_cannot_both_be_right(said: str, known: str, *, expected: bool) -> None:
    assert contradicts(figure(said), figure(known)) is expected
    assert contradicts(figure(known), figure(said)) is expected
