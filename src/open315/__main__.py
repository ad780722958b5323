"""`python -m open315` is the `open315` command."""

from open315.config.cli import main

if __name__ == "__main__":
    main()
