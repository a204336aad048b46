"""The first numbered entry: it says what was in the log before, by count and digest.

Entries from before keep their macs and get no number. Their agency is read from the record that
they tell of, where its row is still there and leads to one; it is held by the opening entry's
digest. Stop the site before this runs: an entry committed without a number afterwards counts as
inserted.
"""

from django.apps import apps as installed
from django.db import migrations
from django.utils import timezone

from huiyin.audit import digests

SEQUENCES = 32  # as many transactions can write entries at the same time on PostgreSQL
REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
RISES = "NEW.last <= OLD.last OR NEW.id <> OLD.id"
SQLITE = (
    f"CREATE TRIGGER audit_sequence_no_delete BEFORE DELETE ON audit_sequence {REFUSE}",
    f"CREATE TRIGGER audit_sequence_rises BEFORE UPDATE ON audit_sequence WHEN {RISES} {REFUSE}",
)
RUN = "EXECUTE FUNCTION audit_append_only()"
POSTGRESQL = (
    f"CREATE TRIGGER audit_sequence_no_delete BEFORE DELETE ON audit_sequence FOR EACH ROW {RUN}",
    f"CREATE TRIGGER audit_sequence_no_truncate BEFORE TRUNCATE ON audit_sequence FOR EACH STATEMENT {RUN}",
    f"CREATE TRIGGER audit_sequence_rises BEFORE UPDATE ON audit_sequence FOR EACH ROW WHEN ({RISES}) {RUN}",
)
NO_UPDATE = f"CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry {REFUSE}"


def forward(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    entries = apps.get_model("audit", "Entry").objects
    if entries.exists():
        fill_agencies(schema_editor, on_postgresql)
    sequences = apps.get_model("audit", "Sequence")
    sequences.objects.bulk_create(
        sequences(id=number, last=int(number == 1))
        for number in range(1, (SEQUENCES if on_postgresql else 1) + 1)
    )
    for statement in POSTGRESQL if on_postgresql else SQLITE:
        schema_editor.execute(statement)
    open_log(apps)


def open_log(apps):
    entry, now = apps.get_model("audit", "Entry"), timezone.now()
    before = entry.objects.order_by("pk").values_list("pk", "mac", "agency_id")
    count, digest = digests.of_unnumbered(before.iterator(chunk_size=2000))
    opening = entry(
        at=now,
        recorded_at=now,
        actor_kind="system",
        actor_name="migrate",
        verb="audit.open",
        subject_type="audit.sequence",
        subject_key="1",
        subject_name="审计日志",
        facts={"unnumbered": count, "digest": digest},
        sequence=1,
        number=1,
    )
    opening.mac = digests.mac(opening)
    opening.save(force_insert=True)


def fill_agencies(schema_editor, on_postgresql):
    """The one change of old rows: a column that was empty, before the log is opened."""
    if on_postgresql:
        schema_editor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
    else:
        schema_editor.execute("DROP TRIGGER audit_entry_no_update")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT subject_type FROM audit_entry")
        for (label,) in cursor.fetchall():
            if agency := agency_of_subject(cursor, schema_editor.connection, label):
                cursor.execute(
                    f"UPDATE audit_entry SET agency_id = ({agency}) WHERE subject_type = %s",  # noqa: S608
                    [label],
                )
    if on_postgresql:
        schema_editor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only")
    else:
        schema_editor.execute(NO_UPDATE)


def agency_of_subject(cursor, connection, label):
    """SQL for the agency of one kind of record: its own column, or that of the record it belongs to."""
    try:
        meta = installed.get_model(label)._meta
    except (LookupError, ValueError):
        return None
    introspection, quote = connection.introspection, connection.ops.quote_name
    if meta.db_table not in introspection.table_names(cursor):
        return None

    def columns(table):
        return {column.name for column in introspection.get_table_description(cursor, table)}

    own, key = quote(meta.db_table), quote(meta.pk.column)
    is_it = f"CAST({own}.{key} AS varchar(64)) = audit_entry.subject_key"
    if meta.db_table == "organisations_organisation":
        return f"SELECT {key} FROM {own} WHERE is_agency AND {is_it}"  # noqa: S608 - names of the database's own, quoted
    if "agency_id" in columns(meta.db_table):
        return f"SELECT agency_id FROM {own} WHERE {is_it}"  # noqa: S608
    parents = [
        (column, table, other)
        for column, (other, table) in introspection.get_relations(cursor, meta.db_table).items()
        if "agency_id" in columns(table)
    ]
    if len(parents) != 1:
        return None
    ((column, table, other),) = parents
    parent = quote(table)
    return (
        f"SELECT {parent}.agency_id FROM {own} JOIN {parent}"  # noqa: S608
        f" ON {parent}.{quote(other)} = {own}.{quote(column)} WHERE {is_it}"
    )


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_numbers")]
    operations = [migrations.RunPython(forward)]
