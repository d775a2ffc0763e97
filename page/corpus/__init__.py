"""The screen 文件库 as HTML: the list of documents, a document's card, jobs, generations, health.

In: rows of the index, jobs and findings. Out: escaped HTML. What can be clicked carries ``data-do`` and ``data-key``,
of which ``behaviour.js`` tells the screen; with ``data-confirm`` only once the user has agreed.
"""
