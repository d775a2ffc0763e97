"""Words by which a sentence says that a document is over, or is none yet: then it may be cited with its figures."""

from __future__ import annotations

import re
from typing import Final

#: A rule told of as something past.
PAST: Final = re.compile(
    r"废止|失效|到期|期满|修订|修改|评估|替代|取代|代替|过渡期|原办法|原政策|旧办法|原《|累计|共(?:安排|兑现|支持|受理|拨付)|曾"
)
#: A rule told of as something to come.
TO_COME: Final = re.compile(
    "征求意见|草案|送审稿|拟|起草|修订|制定|形成|预计|争取|力争|尚[未在]|待"
    "|将[^，。；]{0,12}(?:印发|出台|发布|公布|施行|实施|生效)|(?:出台|印发|发布|公布|施行|实施)[前后]"
)
