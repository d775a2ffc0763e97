from __future__ import annotations

import pytest
from lxml import html

from page.login_html import login_html, reader_html
from page.strings import CHINESE, ENGLISH, Strings

HOSTILE = '"><script>harm()</script>'


@pytest.mark.parametrize("strings", [CHINESE, ENGLISH])
def test_the_form_works_without_a_script(strings: Strings) -> None:
    page = html.fromstring(str(login_html(strings, target="/login", wanted="/?q=a&b")))
    (form,) = page.forms
    assert (form.method, form.action) == ("POST", "/login")
    assert dict(form.fields) == {"name": "", "password": None, "next": "/?q=a&b"}
    assert page.xpath("//script") == []
    assert page.get("lang") == strings.language
    for box in ("name", "password"):
        assert page.xpath(f"//label[@for='{box}']")[0].text == getattr(strings.access, f"{box}_label")
    assert page.xpath("//input[@type='password']/@autocomplete") == ["current-password"]


def test_a_problem_is_told_with_the_boxes_and_the_name_stays() -> None:
    page = html.fromstring(str(login_html(CHINESE, target="/login", wanted="", name="张三", problem="不对")))
    assert page.xpath("//p[@role='alert']/text()") == ["不对"]
    assert page.xpath("//input[@aria-describedby='problem']/@name") == ["name", "password"]
    assert page.xpath("//input[@name='name']/@value") == ["张三"]
    assert page.xpath("//input[@autofocus]/@name") == ["password"]


def test_nothing_that_was_typed_is_run() -> None:
    page = html.fromstring(str(login_html(CHINESE, target="/login", wanted=HOSTILE, name=HOSTILE, problem=HOSTILE)))
    assert page.xpath("//script") == []
    assert page.xpath("//input[@name='name']/@value") == page.xpath("//input[@name='next']/@value") == [HOSTILE]
    assert "<script" not in reader_html(CHINESE, name=HOSTILE, keeps=False)


@pytest.mark.parametrize(
    ("name", "keeps", "said"),
    [
        ("张三", True, ("张三", CHINESE.access.keeper, CHINESE.access.log_out)),
        ("李四", False, ("李四", CHINESE.access.reader, CHINESE.access.log_out)),
        ("", True, (CHINESE.access.banner,)),
        ("", False, (CHINESE.access.banner_shared,)),
    ],
)
def test_it_says_who_is_logged_in_or_that_nobody_need(name: str, keeps: bool, said: tuple[str, ...]) -> None:
    shown = reader_html(CHINESE, name=name, keeps=keeps)
    assert all(words in shown for words in said)
    assert ("<form" in shown) is bool(name)
