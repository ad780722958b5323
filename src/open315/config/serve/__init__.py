"""`open315 serve`: the embedded install in one command. It checks, prepares, starts web and worker, and looks after them (ADR 0004).

The parent loads the whole program once and forks: children share its memory, a crashed one is back at once, and the second
start answers as soon as the program is loaded. The parent itself opens no database.
"""
