"""Coverage-guided fuzzing of the readers: `make fuzz` runs them all for a bounded time.

In: small files of every format (``seeds.py``). Out: a folder of inputs that broke a promise (``oracle.py``), which is
none where all is well. Read first: ``oracle.py``, then ``reader_run.py``. Needs atheris (the extra ``fuzz``).
"""
