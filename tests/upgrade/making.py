"""Make the archive of the present state: `script/archive-state NAME` (see docs/development.md).

It sets up an install of its own in a throw-away folder, builds the small world there at a fixed moment, lets the worker's part be done, and
writes `archives/NAME.tar` (the product's own backup, with its key ring) and `archives/NAME.json` (what can be seen of it).
"""

import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ARCHIVES = Path(__file__).with_name("archives")
EMPTY = {
    "account_emailaddress", "account_emailconfirmation", "auth_group", "auth_group_permissions", "axes_accessattempt",
    "axes_accessattemptexpiration", "axes_accessfailurelog", "axes_accesslog", "org_account_groups",
    "org_account_user_permissions",
}  # fmt: skip
"""Tables of the libraries that the product leaves empty, or fills only with failed sign-ins."""


def main(name: str) -> None:
    """Make both files; fails when a table of ours has stayed empty, so that a new room is not forgotten."""
    with tempfile.TemporaryDirectory(prefix="open315-archive-") as var:
        os.environ.update(OPEN315_VAR=var, OPEN315_DATABASE="")
        (Path(var) / "static").mkdir()
        target = ARCHIVES / f"{name}.tar"
        found = _make(target)
    if forgotten := sorted(table for table, rows in found["rows"].items() if not rows and table not in EMPTY):
        target.unlink()
        sys.exit(f"no row in {', '.join(forgotten)}: add some to tests/upgrade/world.py")
    target.with_suffix(".json").write_text(json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    print(f"{target}: {sum(found['rows'].values())} rows, {target.stat().st_size // 1024} KB")


def _make(target: Path) -> dict[str, Any]:
    import time_machine
    from django.core.management import call_command
    from django.test.utils import override_settings
    from django.utils import translation

    import conftest  # noqa: F401  (it sets Django up, in the folder named above)
    from open315.core.audit.chain import seal_new
    from open315.core.crypto import current_key
    from open315.core.ops.archive import backup
    from tests.upgrade import recording, world

    quick = override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        SUMMARY_AT_ONCE=0,
    )
    with time_machine.travel(world.AT, tick=False), quick, translation.override("en"):
        call_command("migrate", verbosity=0)
        current_key()  # an install knows its ring; tests vouch for theirs
        world.build()
        seal_new(everywhere=True)
        call_command("reindex", verbosity=0, stdout=io.StringIO())
        found = recording.seen()
        target.parent.mkdir(exist_ok=True)
        backup(target, at=world.AT, with_secrets=True)
        target.chmod(0o644)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
