"""What lists have in common: ways to their other pages, what to do where one is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from markupsafe import Markup

from page.strings import Strings

# Pages shown to either side of the current one.
_AROUND: Final = 2


def go_html(address: str, name: str | Markup, *, kind: str = "", is_chosen: bool = False) -> Markup:
    """A link to another address of the same screen, which the screen follows without being loaded anew.

    :param address: the part of the address behind the screen's path.
    :param is_chosen: it stands for what is shown already, and leads away from it.
    """
    return Markup('<a href="{}" data-go{}{}>{}</a>').format(
        address,
        Markup(' class="{}"').format(kind) if kind else "",
        Markup(' aria-current="true"') if is_chosen else "",
        name,
    )


def pager_html(page: int, pages: int, address: Callable[[int], str], strings: Strings) -> Markup:
    """Ways to the other pages; nothing where there is one page only.

    :param address: that of a page.
    """
    if pages < 2:
        return Markup("")
    texts = strings.search
    items: list[Markup] = []
    if page > 1:
        items.append(_page(address(page - 1), texts.previous_page, "‹"))
    last = 0
    for number in sorted({1, pages, *range(max(page - _AROUND, 1), min(page + _AROUND, pages) + 1)}):
        if number > last + 1:
            items.append(Markup('<li class="gap" aria-hidden="true">…</li>'))
        name = texts.page_number.format(page=number)
        if number == page:
            items.append(Markup('<li><span aria-current="page" aria-label="{}">{}</span></li>').format(name, number))
        else:
            items.append(_page(address(number), name, str(number)))
        last = number
    if page < pages:
        items.append(_page(address(page + 1), texts.next_page, "›"))
    return Markup('<nav class="pager" aria-label="{}"><ul>{}</ul></nav>').format(texts.pages, joined(items))


def nothing_html(title: str, advice: str, ways: Sequence[tuple[str, str]]) -> Markup:
    """An empty list, with what may help.

    :param ways: addresses that look again otherwise, each with its name.
    """
    items = joined(Markup("<li>{}</li>").format(go_html(address, name)) for address, name in ways)
    return Markup('<section class="notice nothing" role="status"><h2>{}</h2><p>{}</p><ul>{}</ul></section>').format(
        title, advice if ways else "", items
    )


def working_html(text: str) -> Markup:
    """While a list is being made."""
    return Markup('<p class="working" role="status"><span class="dots" aria-hidden="true"></span>{}</p>').format(text)


def joined(parts: Iterable[Markup]) -> Markup:
    """Parts put together with nothing between them."""
    return Markup("").join(parts)


def _page(address: str, name: str, sign: str) -> Markup:
    return Markup('<li><a href="{}" data-go aria-label="{}">{}</a></li>').format(address, name, sign)
