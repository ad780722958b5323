#!/usr/bin/env python
"""Django's command line for developers; everybody else uses `open315`."""

from open315.config.cli import main

if __name__ == "__main__":
    main()
