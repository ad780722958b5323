"""Lists as files to take along: a short one is the answer, a long one is written by the worker (ADR 0113).

    return list_file(request, BODIES)                    # of a declared list
    return sheet_file(request, CASES, form="xlsx")       # of anything else that is a list, declared with `declare_sheet`

Who takes it is asked to confirm where the list wants that, and the audit log is told, in either case. Beyond `EXPORT_AT_ONCE` rows
a job (`core.jobs`) writes the file with the rights its asker has then, shows how far it is, can be cancelled, and leaves it sealed
for a while. Only who asked for it sees it.
"""

from open315.core.list_files.answering import list_file, sheet_file
from open315.core.list_files.kinds import SheetKind, declare_sheet

__all__ = ["SheetKind", "declare_sheet", "list_file", "sheet_file"]
