"""The bench: the product beside plain references, in interleaved rounds on the same machine, so that ratios survive noise.

`script/bench` runs it and writes docs/benchmarks.md. It never runs inside the tests: a figure is not a verdict.
"""
