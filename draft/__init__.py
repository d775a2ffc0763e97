"""Takes a proposal and an index, and gives the plan of a reply letter, the letter as .docx, and what a review finds.

In: a file or pasted text, an open ``index.Index``. Out: ``types.Draft``, a .docx, ``types.Finding``. Read ``types.py``
first; then the stations in order: proposal, precedents, composition, letter, review, commitments.
"""
