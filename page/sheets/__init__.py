"""Tables that are taken away: as CSV that spreadsheet programs open as UTF-8, and as Excel workbooks.

In come measures or passages; out go rows of cells (``measures.py``, ``passages.py``), and of these a file's bytes
(``table.py``, ``workbook.py``). No cell is ever a formula, whatever a document says.
"""
