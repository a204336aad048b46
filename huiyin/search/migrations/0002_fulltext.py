"""The full-text index: FTS5 on SQLite, pairs under GIN on PostgreSQL."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, names, body, labels, content='', "
    "columnsize=0, tokenize=\"ascii tokenchars '_'\")",
)
# No foreign key: flushing the models' tables must not trip over a table they do not know.
POSTGRESQL = (
    'CREATE TABLE search_words (entry_id bigint PRIMARY KEY, title text COLLATE "C" NOT NULL, '
    'names text COLLATE "C" NOT NULL, body text COLLATE "C" NOT NULL, '
    'numbers text[] COLLATE "C" NOT NULL, pairs text[] COLLATE "C" NOT NULL)',
    # Bodies lie beside their rows, uncompressed: rows stay narrow, and no look at one unpacks it.
    "ALTER TABLE search_words ALTER COLUMN body SET STORAGE EXTERNAL",
    # Counted statistics make the planner scan the table for frequent pairs; GIN is always better.
    "ALTER TABLE search_words ALTER COLUMN pairs SET STATISTICS 0",
    "CREATE INDEX search_words_pairs ON search_words USING gin (pairs)",
)


def forward(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def backward(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
