"""The command itself. Django is loaded late: what can be refused without it is refused at once."""

import argparse
import os
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from open315.config import environment
from open315.config.serve import exposure, preflight, stamp
from open315.config.serve.trouble import Refused

AGAIN = "OPEN315_SERVE_AGAIN"
ANSWER_WITHIN = 30.0


def arguments() -> argparse.ArgumentParser:
    """The options of `open315 serve`."""
    parser = argparse.ArgumentParser(prog="open315 serve", description="Start web, worker and stream on this machine.")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)"
    )
    parser.add_argument("--port", type=int, default=8315, help="port (default: 8315)")
    exposure.add_demo_options(parser)
    parser.add_argument("--open", action="store_true", help="open the site in a browser")
    return parser


def main(argv: list[str]) -> int:
    """Serve until told to stop; returns the exit code."""
    options = arguments().parse_args(argv)
    try:
        return _serve(options)
    except Refused as refusal:
        say(f"open315: {refusal}.")
        return 1


def say(words: str) -> None:
    """A line for the person at the terminal."""
    print(words, file=sys.stderr, flush=True)


def _serve(options: argparse.Namespace) -> int:
    var = environment.var_folder()
    preflight.prepare_folder(var)
    preflight.require_space(var)
    exposure.refuse_known_passwords(var, options.host, asked=options.demo)
    lock = preflight.take_lock(var)
    listener = preflight.bind(options.host, options.port)
    if stamp.read(var).get("code") != _signature():
        _prepare(var, options)
    stamp.end_demo(var)
    if not environment.text("OPEN315_DEMO"):
        os.environ["OPEN315_DEMO"] = "1" if stamp.has_demo(var) else "0"
    fork = _load()
    _require_ready(var, options, fork, lock, listener)
    return _supervise(options, listener, fork)


def _signature() -> str:
    return stamp.signature()


def _prepare(var: Path, options: argparse.Namespace) -> None:
    """In a process of its own, so that nothing of it stays in the memory of those that serve."""
    demo = exposure.wants_demo(options.demo, options.host)
    command = [sys.executable, "-m", "open315", "prepare", "--demo" if demo else "--no-demo"]
    if subprocess.run(command, check=False).returncode:  # noqa: S603  (ourselves)
        raise Refused("the database could not be prepared (the reason is in the lines above)")
    content = stamp.read(var)
    stamp.write(var, **{**content, "code": _signature()})


def _load() -> Callable[[str, Callable[[], None]], int]:
    """Load the program once, for all children."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "open315.config.settings")
    from open315.config.serve import children, loading  # noqa: PLC0415  (settings must be named first)

    loading.load_program()
    return children.fork


def _require_ready(
    var: Path,
    options: argparse.Namespace,
    fork: Callable[[str, Callable[[], None]], int],
    lock: TextIO,
    listener: socket.socket,
) -> None:
    """Look at the database in a child, for the parent must not open it. Not prepared: prepare, and begin anew once."""
    from open315.config.serve import readiness  # noqa: PLC0415  (needs Django)

    expected = int(stamp.read(var).get("migrations", -1))
    pid = fork("look", lambda: os._exit(readiness.look(expected)))
    found = readiness.Readiness(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    if found is readiness.Readiness.READY:
        return
    if found is not readiness.Readiness.NOT_PREPARED or os.environ.get(AGAIN):
        raise Refused(readiness.sentence(found))
    _prepare(var, options)
    lock.close()
    listener.close()
    os.environ[AGAIN] = "1"
    os.environ.pop("OPEN315_DEMO", None)
    os.execv(sys.executable, [sys.executable, "-m", "open315", "serve", *sys.argv[2:]])  # noqa: S606  (ourselves)


def _supervise(
    options: argparse.Namespace, listener: socket.socket, fork: Callable[[str, Callable[[], None]], int]
) -> int:
    from open315.config.serve import children, greeting  # noqa: PLC0415  (needs Django)
    from open315.config.serve.pulse import Pulse  # noqa: PLC0415
    from open315.config.serve.supervisor import Child, Supervisor  # noqa: PLC0415

    web, worker, mail = Pulse(), Pulse(), Pulse()
    wanted = [
        Child("web", lambda: fork("web", lambda: children.run_web(listener, web)), web),
        Child("worker", lambda: fork("worker", lambda: children.run_worker(worker)), worker),
    ]
    if children.brings_mail():
        wanted.append(Child("mail", lambda: fork("mail", lambda: children.run_mail(mail)), mail))
    supervisor = Supervisor(wanted, say)
    supervisor.start()
    address = f"http://{_shown(options.host)}:{listener.getsockname()[1]}/"
    if _answers(listener.getsockname()[:2], supervisor.look):
        for line in greeting.lines(address):
            say(line)
        if options.open:
            webbrowser.open(address)
    supervisor.run()
    say("Open315 has stopped.")
    return 0


def _shown(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104  (shown, not bound)


def _answers(address: tuple[str, int], meanwhile: Callable[[], None]) -> bool:
    """Whether the site answers; children are looked after while it starts."""
    from open315.config.serve.children import answers  # noqa: PLC0415  (needs Django)

    until = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < until:
        if answers(address):
            return True
        meanwhile()
        time.sleep(0.05)
    say("The site does not answer yet; see var/log/web.jsonl.")
    return False
