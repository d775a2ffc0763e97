"""What a screen says where it cannot do what was asked."""

from __future__ import annotations

from markupsafe import Markup

from index.errors import IndexUnavailable, NoIndex
from page.strings import Strings


def unavailable_html(strings: Strings, error: IndexUnavailable) -> Markup:
    """What a screen shows while there is nothing to ask, or an index that cannot be opened.

    :param error: its message names the fix.
    """
    if isinstance(error, NoIndex):
        return Markup(
            '<section class="notice" role="status"><h2>{title}</h2><p>{advice}</p><pre>{command}</pre>'
            '<p class="reason">{reason}</p></section>'
        ).format(title=strings.no_index, advice=strings.no_index_steps, command=strings.no_index_command, reason=error)
    return Markup('<section class="notice" role="alert"><h2>{}</h2><p>{}</p><p class="reason">{}</p></section>').format(
        strings.unavailable, strings.unavailable_advice, error
    )
