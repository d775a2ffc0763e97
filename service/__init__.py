"""What a server needs beside the page: who may see and do what, the HTTP API, MCP, work in the background.

In: requests, the open knowledge base. Out: responses as JSON, a ``Reader`` for each request, jobs and their progress.
Read ``gate.py`` first, which stands before everything; ``reader.py`` says what it hands on.
"""
