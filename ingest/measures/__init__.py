"""Documents to the support measures that they grant (支持措施, ``domain.md`` section 6).

In: a ``Document``. Out: ``SupportMeasure``s, each field with the place it was read from. Read ``extraction.py`` first;
``grants.py`` says which sentences are measures, ``figures.py`` and ``amounts.py`` read their money.
"""

from ingest.measures.extraction import extract_measures
from ingest.measures.support_measure import Amount, Benefit, Condition, SupportMeasure

__all__ = ["Amount", "Benefit", "Condition", "SupportMeasure", "extract_measures"]
