"""The triggers that keep the log append-only, as they must stand in the database."""

import re
from collections.abc import Iterator

from django.db import connection

from .verdict import Break

TABLES = ("audit_entry", "audit_seal", "audit_sequence")
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
_BODY = "BEGIN RAISE EXCEPTION 'the audit log is append-only'; END"
_RISES = "NEW.last <= OLD.last OR NEW.id <> OLD.id"
FUNCTION = "audit_append_only"


def _sqlite() -> dict[str, str]:
    stand = {
        f"{table}_no_{what.lower()}": f"BEFORE {what} ON {table} {_REFUSE}"
        for table, what in (
            ("audit_entry", "UPDATE"),
            ("audit_entry", "DELETE"),
            ("audit_seal", "UPDATE"),
            ("audit_seal", "DELETE"),
            ("audit_sequence", "DELETE"),
        )
    }
    stand["audit_sequence_rises"] = f"BEFORE UPDATE ON audit_sequence WHEN {_RISES} {_REFUSE}"
    return stand


def _postgresql() -> dict[str, str]:
    each, whole = (
        f"FOR EACH {level} EXECUTE FUNCTION {FUNCTION}()" for level in ("ROW", "STATEMENT")
    )
    stand = {
        f"{table}_append_only": f"BEFORE DELETE OR UPDATE ON {table} {each}"
        for table in ("audit_entry", "audit_seal")
    }
    stand |= {f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} {whole}" for table in TABLES}
    stand["audit_sequence_no_delete"] = f"BEFORE DELETE ON audit_sequence {each}"
    stand["audit_sequence_rises"] = (
        f"BEFORE UPDATE ON audit_sequence FOR EACH ROW WHEN ({_RISES}) EXECUTE FUNCTION {FUNCTION}()"
    )
    return stand


def statements() -> dict[str, str]:
    """Name → the statement that makes the trigger on this database."""
    stand = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in stand.items()}


def breaks() -> Iterator[Break]:
    """Check that every trigger is unchanged and enabled, and that there is no other trigger or rule."""
    wanted = {name: _plain(sql) for name, sql in statements().items()}
    there = {name: _plain(sql) for name, sql in _present()}
    for name in sorted(wanted.keys() | there.keys()):
        if name not in there:
            yield Break(None, None, f"数据库触发器 {name} 被删除或停用")
        elif name not in wanted:
            yield Break(None, None, f"审计数据表上多出触发器或规则 {name}")
        elif wanted[name] != there[name]:
            yield Break(None, None, f"数据库触发器 {name} 被改动")
    if connection.vendor == "postgresql" and not _function_stands():
        yield Break(None, None, f"数据库函数 {FUNCTION} 被改动")


def _plain(sql: str) -> str:
    """The statement without the differences of the databases: brackets, quotes, spaces, case."""
    return re.sub(r'[\s"()]|\bpublic\.|;$', "", sql.strip()).lower()


def _present() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
                " AND tbl_name IN (%s, %s, %s)",
                TABLES,
            )
        else:
            cursor.execute(
                "SELECT t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t"
                " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
                " AND t.tgrelid IN (%s::regclass, %s::regclass, %s::regclass)"
                " UNION ALL SELECT rulename, definition FROM pg_rules"
                " WHERE tablename IN (%s, %s, %s)",
                TABLES * 2,
            )
        return list(cursor.fetchall())


def _function_stands() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE oid = to_regproc(%s)", [FUNCTION])
        row = cursor.fetchone()
    return row is not None and _plain(row[0]) == _plain(_BODY)
