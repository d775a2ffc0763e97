"""Tools for language models over MCP: ask, search, measures, show.

In: JSON-RPC over HTTP with a token. Out: the JSON of the HTTP API, where long in parts. Read ``tools.py`` first;
``endpoint.py`` serves them.
"""
