"""The processes that `serve` forks."""

import http.client
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import NoReturn

import uvicorn

from open315.config.asgi import application
from open315.config.logs import log_to_file
from open315.config.serve.pulse import Pulse, beat_while
from open315.core.ops import connections
from open315.core.ops.worker import Worker
from open315.inbox.channels.mail import process

log = logging.getLogger("open315.serve")

GRACE_SECONDS = 3
LOOK_EVERY_SECONDS = 5.0
ANSWERS_WITHIN = 30.0


def run_web(listener: socket.socket, pulse: Pulse) -> None:
    """Web and stream on the parent's socket, until SIGTERM."""
    connections.expect_answers()
    beat_while(lambda: answers(listener.getsockname()[:2]), pulse, LOOK_EVERY_SECONDS)
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # the application reads them itself
            lifespan="on",
            timeout_graceful_shutdown=GRACE_SECONDS,
            timeout_keep_alive=15,
        )
    )
    server.run(sockets=[listener])


def answers(address: tuple[str, int]) -> bool:
    """Whether the site answers a request, which takes its loop and one of its threads."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104  (asked, not bound)
    connection = http.client.HTTPConnection(host, address[1], timeout=ANSWERS_WITHIN)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def run_worker(pulse: Pulse) -> None:
    """The one worker of the embedded install, until SIGTERM."""
    Worker(sole=True, sign_of_life=pulse.beat).run()


def brings_mail() -> bool:
    """Whether the settings name a mailbox, or a door for the site's mail server."""
    return process.is_on()


def run_mail(pulse: Pulse) -> None:
    """What brings mails into the inbox, until SIGTERM."""
    process.run(pulse.beat)


def fork(name: str, work: Callable[[], None]) -> int:
    """Start `work` in a child and return its process id. The child leaves when the parent is gone."""
    pid = os.fork()
    if pid == 0:
        _in_child(name, work)
    return pid


def _in_child(name: str, work: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        # Ctrl-C in a terminal goes to the parent, which tells its children in order.
        os.setpgrp()
        os.environ.pop("NOTIFY_SOCKET", None)  # systemd hears the parent alone
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        log_to_file(name)
        _leave_with(os.getppid())
        work()
        code = 0
    except BaseException:
        log.exception("child ended", extra={"fields": {"child": name}})
    finally:
        logging.shutdown()
        os._exit(code)


def _leave_with(parent: int) -> None:
    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
