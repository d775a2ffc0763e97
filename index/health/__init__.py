"""Finds what is wrong with a home, says what to do about it, and mends what can be mended without a choice.

In: settings. Out: findings. Read ``examination.py`` first.
"""

from index.health.examination import Examination, examine, mend
from index.health.finding import Finding

__all__ = ["Examination", "Finding", "examine", "mend"]
