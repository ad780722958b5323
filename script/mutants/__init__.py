"""Mutation run: change one thing in a rule, a policy or a service, and see whether a test notices (docs/adr/0090-mutation-run.md).

`targets` says which files, `mutation` makes the mutants of a file, `reach` knows which tests run which line, `lane` is a warm
process that forks once a mutant, `run` hands the mutants out, `report` says what came of it.
"""
