"""The screens of the page, one module each: Gradio's components and their events.

In: a ``KnowledgeBase`` and the catalogue. Out: blocks that ``search_ui.py`` mounts. Read ``shell.py`` first. What the
screens show is made in ``page/``, as HTML that is escaped there.
"""
