"""Two versions of a document side by side: two ``Document`` s in, a ``Comparison`` out.

``provisions`` cuts each into articles, ``pairing`` finds which became which, ``rewording`` says what changed between
two texts, and ``ingest.figures`` reads what is counted in them. Read ``comparison.py`` first.
"""

from answer.comparison.comparison import Comparison, Fate, Side, compare

__all__ = ["Comparison", "Fate", "Side", "compare"]
