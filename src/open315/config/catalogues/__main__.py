"""The command line of `script/catalogues`."""

import sys

from open315.config.catalogues import collect, compiling, review, simplify


def main(arguments: list[str]) -> int:
    """0 when all is well, 1 when --check found something, 2 for an option nobody knows."""
    if arguments not in ([], ["--check"]):
        print(f"script/catalogues: unknown option {' '.join(arguments)}; see script/catalogues --help", file=sys.stderr)
        return 2
    if not arguments:
        for file in [*collect.update(), *simplify.update()]:
            print(f"wrote {file}")
        compiling.compile_all()
    found = list(review.problems())
    for name, words in found:
        print(f"{name}: {words}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
