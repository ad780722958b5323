"""The law as dated data, for every room above: rule packs, clocks with their derivation, the table of competence, code lists.

Entry points: `queries` (the pack that governs, the competent body), `rules.clocks.due`, `derivation.explain`, `services` (the
tables that places keep), `codelists`. The law itself lies in `packs/`, `seeds/` and `codelists/` (ADR 0021, 0022, 0023).
"""
