"""A language model behind one method: instructions and a request in, pieces of text out.

``model.py`` is the seam, ``openai_model.py`` any OpenAI-compatible endpoint (through ``connection.py``), and
``quoting_model.py`` the shipped fake.
"""

from answer.language_model.model import LanguageModel, LanguageModelUnavailable
from answer.language_model.openai_model import OpenAIModel
from answer.language_model.quoting_model import QuotingModel

__all__ = ["LanguageModel", "LanguageModelUnavailable", "OpenAIModel", "QuotingModel"]
