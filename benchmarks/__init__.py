"""Measurements behind the figures of the README and the decision records; `python -m benchmarks` runs them all."""
