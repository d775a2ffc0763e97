"""How sure a rule is of the value that it read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class How(StrEnum):
    """How a value was come by."""

    BY_HAND = "by_hand"
    STATED = "stated"
    RECKONED = "reckoned"
    MENTIONED = "mentioned"
    INFERRED = "inferred"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a value is, and why.

    :ivar value: 0 to 1, higher is surer. It orders the ways of reading; it is no measured share of right values.
    """

    value: float
    how: How

    @property
    def is_low(self) -> bool:
        """Whether a person should look at the value before relying on it."""
        return self.value < _DOUBTFUL_BELOW


#: A person said so.
BY_HAND: Final = Confidence(1.0, How.BY_HAND)
#: Matched by the field's own pattern in the field's own place: a 文号 alone on a line of the head.
STATED: Final = Confidence(0.95, How.STATED)
#: Follows from another value that the text states: 自印发之日起施行, 有效期三年; who replies is who leads.
RECKONED: Final = Confidence(0.85, How.RECKONED)
#: Matched by its own pattern, but elsewhere: a contact in a sentence, a repealed rule named by title alone.
MENTIONED: Final = Confidence(0.8, How.MENTIONED)
#: Concluded from something else: the issuer from the title's beginning, the kind from the form of the text.
INFERRED: Final = Confidence(0.6, How.INFERRED)
#: Nothing in the text says it: the file's name as title, the day of publication as date, kind ``other``.
GUESSED: Final = Confidence(0.3, How.GUESSED)

_DOUBTFUL_BELOW: Final = 0.7
