"""Work in the background: what changes the index runs here, one job after another, each in a process of its own.

In: jobs that the screens ask for. Out: rows of a table in the home (``jobs.db``) that outlive tab and server, with the
progress of each job and of each of its files. Read ``job.py`` first, then ``worker.py``.
"""

from service.jobs.job import FileState, Job, JobFile, JobKind, JobState
from service.jobs.table import JobTable, JobTableDamaged, UnknownJob
from service.jobs.worker import Worker

__all__ = ["FileState", "Job", "JobFile", "JobKind", "JobState", "JobTable", "JobTableDamaged", "UnknownJob", "Worker"]
