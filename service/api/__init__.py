"""The HTTP API: what the command line answers, for other programs.

In: HTTP requests, read by ``service.requests``. Out: the JSON that the commands print, or one form of error. Read
``app.py`` first; ``reference.py`` shows it all to people.
"""
