"""The page's parts that need no Gradio: HTML, page images, guarded routes.

In comes an ``Answer``, a list, or a ``Citation`` with its ``Document``; out goes escaped HTML (``markupsafe.Markup``),
a file, or a PNG. Read ``answer_html.py`` first, then ``source_panel.py``; ``screens/`` wires them to events.
"""
