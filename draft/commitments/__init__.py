"""What replies promised: by when, by whom, and which later document may have kept it.

In: an open ``index.Index``. Out: ``ledger.Commitment``. Read ``ledger.py`` first; ``promises`` tells a promise from a
sentence, ``due`` its day, ``fulfilment`` looks for what came of it.
"""
