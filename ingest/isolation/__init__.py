"""Work on files that may crash, hang or swallow memory, in processes of its own.

In: a function and its jobs, as bytes. Out: each job's result as bytes, or why there is none. Read first: ``pool.py``,
then ``worker.py``, which is what the processes run.
"""
