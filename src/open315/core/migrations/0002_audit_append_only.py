"""Audit entries and seals are append-only: the database refuses UPDATE and DELETE unless the guard is lifted (core.audit.guard)."""

from django.db import migrations

TABLES = {"entry": "core_auditentry", "seal": "core_auditseal"}

SQLITE = """
CREATE TRIGGER audit_{name}_{verb} BEFORE {verb} ON {table}
WHEN open315_audit_guard_lifted() = 0
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""

FUNCTION = """
CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('open315.audit_guard', true), '') = 'lifted' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only';
END $$
"""
POSTGRES = (
    "CREATE TRIGGER audit_{name}_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_{name}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, table in TABLES.items():
            for verb in ("update", "delete"):
                schema_editor.execute(SQLITE.format(name=name, verb=verb, table=table))
        return
    schema_editor.execute(FUNCTION)
    for name, table in TABLES.items():
        for statement in POSTGRES:
            schema_editor.execute(statement.format(name=name, table=table))


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in TABLES:
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS audit_{name}_{verb}")
        return
    schema_editor.execute("DROP FUNCTION IF EXISTS audit_append_only() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
