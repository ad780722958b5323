"""A wire between two ends that can be cut."""

import socket
import threading
from contextlib import suppress


class Cable:
    """The wire between site and server. Listens on a loopback port of its own."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.whole = True
        self.flows = threading.Event()
        self.flows.set()
        self.ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.listener.accept()
                if not self.whole:
                    near.close()
                    continue
                far = socket.create_connection(self.target)
                self.ends += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=(*pair, self.flows), daemon=True).start()

    def cut(self) -> None:
        """Drop every connection and refuse new ones."""
        self.whole = False
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def mend(self) -> None:
        """Let connections through again."""
        self.whole = True

    def hold(self) -> None:
        """Take connections, and what is sent, and pass nothing on: the other end seems to hang."""
        self.flows.clear()

    def release(self) -> None:
        """Pass on what was held, and all that comes."""
        self.flows.set()

    def close(self) -> None:
        """The end."""
        self.release()
        self.cut()
        self.listener.close()


def _pump(source: socket.socket, target: socket.socket, flows: threading.Event) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            flows.wait()
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
