"""The login page, which works without any script; and the line on every screen that says who is logged in."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from page.strings import Strings

# Style sheets show by it what is for keepers.
_KEEPS: Final = " keeps"


def login_html(strings: Strings, *, target: str, wanted: str, name: str = "", problem: str = "") -> Markup:
    """The whole login page.

    :param target: where the form is sent.
    :param wanted: path on this server that is opened afterwards; empty for the first screen.
    :param name: as it was typed before, where that did not let anybody in.
    :param problem: why it did not.
    """
    texts = strings.access
    told = Markup('<p class="problem" role="alert" id="problem">{}</p>').format(problem) if problem else Markup("")
    described = Markup(' aria-describedby="problem"') if problem else Markup("")
    on_name, on_password = (Markup(""), Markup(" autofocus")) if name else (Markup(" autofocus"), Markup(""))
    return Markup(
        '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
        "<title>{title} · {brand}</title></head>"
        '<body class="login"><main><header class="brand"><h1>{brand}</h1></header>'
        '<form method="post" action="{target}"><h2>{title}</h2>{told}'
        '<label for="name">{name_label}</label>'
        '<input id="name" name="name" type="text" value="{name}" autocomplete="username" autocapitalize="none" '
        'spellcheck="false" maxlength="64" required{described}{on_name}>'
        '<label for="password">{password_label}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" '
        "required{described}{on_password}>"
        '<input type="hidden" name="next" value="{wanted}"><button type="submit">{log_in}</button>'
        '<p class="advice">{advice}</p></form>'
        '<a class="language" href="{other}login" lang="{other_code}">{other_name}</a></main></body></html>'
    ).format(
        language=strings.language,
        title=texts.title,
        brand=strings.brand,
        target=target,
        told=told,
        name_label=texts.name_label,
        name=name,
        described=described,
        on_name=on_name,
        password_label=texts.password_label,
        on_password=on_password,
        wanted=wanted,
        log_in=texts.log_in,
        advice=texts.advice,
        other=strings.other_root,
        other_code=strings.other_language,
        other_name=strings.other_language_name,
    )


def reader_html(strings: Strings, *, name: str, keeps: bool) -> Markup:
    """Who is logged in, with the way out; without a name, what it means that nobody need log in.

    :param keeps: whether they may change what is held.
    """
    texts = strings.access
    if not name:
        return Markup('<p class="no-login{}" role="note">{}</p>').format(
            _KEEPS if keeps else "", texts.banner if keeps else texts.banner_shared
        )
    return Markup(
        '<form class="reader{keeps}" method="post" action="{root}logout"><span>{name}</span><small>{role}</small>'
        '<button type="submit">{log_out}</button></form>'
    ).format(
        keeps=_KEEPS if keeps else "",
        root=strings.root,
        name=name,
        role=texts.keeper if keeps else texts.reader,
        log_out=texts.log_out,
    )
