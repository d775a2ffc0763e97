"""What the command line shows and how it behaves: answers, hits, documents and reports as text for people or as JSON.

In come the types of ``ingest``, ``index`` and ``answer``; out go lines on a terminal, JSON, and an exit code.
Read ``program.py`` first (commands, errors, exit codes), then ``commands/ask.py`` as the pattern of a command.
"""
