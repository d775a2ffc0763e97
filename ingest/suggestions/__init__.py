"""What a proposal asks for, item by item, however it is numbered.

In: a ``Document`` of kind proposal. Out: ``Suggested`` items as spans of its text. Read ``splitting.py`` first: it finds
the part that suggests (``parts.py``) and cuts it (``cutting.py``); ``wording.py`` has the words that both go by.
"""

from ingest.suggestions.splitting import Suggested, Suggestions, find_suggestions

__all__ = ["Suggested", "Suggestions", "find_suggestions"]
