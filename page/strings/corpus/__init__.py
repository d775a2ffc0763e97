"""The words of the screen 文件库; ``catalogue.py`` names them."""

from page.strings.corpus.catalogue import CorpusStrings
from page.strings.corpus.chinese import CORPUS_CHINESE
from page.strings.corpus.english import CORPUS_ENGLISH

__all__ = ["CORPUS_CHINESE", "CORPUS_ENGLISH", "CorpusStrings"]
