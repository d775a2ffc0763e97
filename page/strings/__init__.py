"""Every word that the page itself says, in one catalogue per language.

In comes nothing; out go ``CHINESE`` and ``ENGLISH``, two values of ``Strings``. Read ``catalogue.py`` first.
"""

from page.strings.catalogue import Strings
from page.strings.chinese import CHINESE
from page.strings.english import ENGLISH

__all__ = ["CHINESE", "ENGLISH", "Strings"]
