"""Takes a question and an index, and gives an answer in checkable citations, or a refusal.

In: a question, an open ``index.Index``. Out: ``types.Answer``. Read ``answerer.py`` first; it calls ``question``,
``evidence``, ``refusal``, ``selection`` and ``composition`` in that order. ``conversation`` makes a follow-up question
stand alone first; ``writing`` may put an answer into a language model's words afterwards.
"""

from answer.answerer import Answerer
from answer.conversation import Turn
from answer.types import Answer, Citation

__all__ = ["Answer", "Answerer", "Citation", "Turn"]
