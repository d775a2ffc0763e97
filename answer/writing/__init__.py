"""An answer in a language model's words: a quoted ``Answer`` in, one whose sentences were checked out.

``prompt`` says what the model is sent, ``sentences`` parts what it writes, ``checks`` holds each sentence against the
quotes that it cites (``quantities``, ``names``), ``translations`` sets English beside quotes. Read ``writer.py`` first.
"""

from answer.writing.writer import Writer

__all__ = ["Writer"]
