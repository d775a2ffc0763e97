"""Takes a question and an index, and gives an answer in checkable citations, or a refusal.

In: a question, an open ``index.Index``. Out: ``types.Answer``. Read ``answerer.py`` first; it calls ``question``,
``evidence``, ``refusal``, ``selection`` and ``composition`` in that order.
"""

from answer.answerer import Answerer
from answer.types import Answer, Citation

__all__ = ["Answer", "Answerer", "Citation"]
