"""Changes of the law room: the tables that places keep."""

from open315.law.services.tables import (
    MAX_DAYS,
    PERMISSION,
    NewLine,
    NewOption,
    add_competence_rule,
    end_competence_rule,
    end_local_option,
    set_local_option,
)

__all__ = [
    "MAX_DAYS",
    "PERMISSION",
    "NewLine",
    "NewOption",
    "add_competence_rule",
    "end_competence_rule",
    "end_local_option",
    "set_local_option",
]
