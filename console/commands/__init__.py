"""The commands of ``policykb``, one module for those that belong together; ``search_cli.py`` names them.

A command takes an :class:`~console.invocation.Invocation` and its own options, calls the library, prints, and
returns its exit code. Errors are raised; ``console/program.py`` turns them into one line.
"""
