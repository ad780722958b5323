"""Where children come from: a process that has every reader loaded, reads nothing itself, and forks once a file.

Starting Python and loading the readers takes a sixth of a second of a processor, forking a hundredth. Our process could not fork safely (it
has threads, and secrets in its memory); this one has neither. It is started when the first file comes, is given the end of a socket as its input,
and ends when the other end is closed, so also when we are killed. Run as `python -m open315.core.foreign_files.nursery`.
"""

import json
import os
import signal
import socket

from open315.core.foreign_files.child import live

ASKED = 4096
"""Bytes of one order."""
DESCRIPTORS = 2
MOST_DESCRIPTORS = 4096


def main() -> None:
    """Take orders until nobody is left to give any: what to do, with the file and the pipe for the answer."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for children
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us; our parent ends us
    door = socket.socket(fileno=os.dup(0))
    silence = os.open(os.devnull, os.O_WRONLY)
    while True:
        order, descriptors, _flags, _address = socket.recv_fds(door, ASKED, DESCRIPTORS)
        if not order:
            return
        try:
            child = os.fork()
        except OSError:
            child = -1
        if child == 0:
            _be_born(order, [*descriptors, silence])
        for each in descriptors:
            os.close(each)
        door.sendall(b"%d\n" % child)


def _be_born(order: bytes, descriptors: list[int]) -> None:
    """The child's life, from its first breath to its end. Its errors are told, not printed: they could hold what stands in the file."""
    code = 1
    try:
        for wanted, given in enumerate(descriptors):
            os.dup2(given, wanted)
        os.closerange(3, MOST_DESCRIPTORS)
        live(json.loads(order))
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
