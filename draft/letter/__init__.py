"""A letter as .docx in the layout of official documents (GB/T 9704-2012).

In: ``draft.types.Letter``. Out: a .docx whose bytes depend on the letter alone. Read ``writer.py`` first; ``sheet``
has the page, ``type_setting`` paragraphs and fonts, ``source_notes`` the sources as comments or as an annex.
"""

from draft.letter.source_notes import SourceNotes
from draft.letter.writer import letter_bytes, write_letter

__all__ = ["SourceNotes", "letter_bytes", "write_letter"]
