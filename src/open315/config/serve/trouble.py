"""Why a start is refused."""


class Refused(Exception):
    """One sentence that says what is wrong and what to do; the command prints it and ends with a non-zero exit code."""
