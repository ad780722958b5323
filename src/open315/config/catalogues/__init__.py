"""The translations as a build product: collected from the rooms, converted to Simplified Chinese, compiled.

Needs no settings, so it runs before the first start. Entry points: `collect.update`, `simplify.update`, `compiling.compile_all`,
`review.problems`; on the command line `script/catalogues`.
"""
