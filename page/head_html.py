"""The head of every screen: the brand, the ways to the other screens, the other language."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from page.strings import Strings


def head_html(ways: Sequence[tuple[str, str]], here: str, strings: Strings) -> Markup:
    """The head of one screen.

    :param ways: the screens in order, each with its path below the page's root and its name.
    :param here: path of this screen.
    """
    way = Markup('<li><a href="{href}"{current}>{name}</a></li>')
    links = Markup("").join(
        way.format(
            href=f"{strings.root}{path}",
            name=name,
            current=Markup(' aria-current="page"') if path == here else "",
        )
        for path, name in ways
    )
    nav = Markup('<nav aria-label="{}"><ul>{}</ul></nav>').format(strings.navigation, links) if len(ways) > 1 else ""
    return Markup(
        '<header class="brand"><h1>{brand}</h1><p>{promise}</p>{nav}'
        '<a class="language" href="{other}" lang="{code}">{name}</a></header>'
    ).format(
        brand=strings.brand,
        promise=strings.promise,
        nav=nav,
        other=f"{strings.other_root}{here}",
        code=strings.other_language,
        name=strings.other_language_name,
    )
