"""The dictionary of indicators: what campaigns put out, and how everybody counts it (ADR 0116).

Who does the job: nobody fills it in on a page. It is data with dates, `dictionary.toml`, as the law is; a clerk looks up what a word means
before she reports a number, and a reader what was counted. Rooms above ask `queries` for the version that holds on a day.
"""
