"""Holds a letter against the index and the proposal it answers: what is wrong, missing, unproved.

In: a letter as it was read, a ``draft.types.Proposal`` where there is one, an open ``index.Index``. Out:
``draft.types.Finding``. Read ``gate.py`` first: it runs the checks, a module each, over ``reply.Reply`` and what
``sources`` finds for its sentences. ``marking`` writes findings as Word comments.
"""

from draft.review.gate import Review, review
from draft.review.marking import mark, write_marked

__all__ = ["Review", "mark", "review", "write_marked"]
