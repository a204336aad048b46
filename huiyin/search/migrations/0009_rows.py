"""What the index of the desk's rows is made of on PostgreSQL; on SQLite the program lends it."""

from django.db import migrations

SIGNS = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~，。、；：？！“”‘’（）《》〈〉【】〔〕「」—…·～￥ """
FOLD = "translate(lower(normalize({text}, NFKC)), {signs} || E'\\t\\n\\r', '')"

FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION search_fold(said text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT coalesce({fold}, '') $$
    """,
    # no function of ours inside: a restored copy makes its indexes before it has a search path
    """
    CREATE OR REPLACE FUNCTION search_pairs(texts text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(DISTINCT token), '{{}}')
        FROM unnest(texts) AS one(said),
             LATERAL string_to_array({fold}, NULL) AS signs,
             LATERAL generate_subscripts(signs, 1) AS place,
             LATERAL unnest(ARRAY[signs[place], signs[place] || signs[place + 1]]) AS token
        WHERE token IS NOT NULL
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION search_asked(said text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN length({fold}) = 1 THEN ARRAY[{fold}] ELSE (
            SELECT coalesce(array_agg(DISTINCT signs[place] || signs[place + 1]), '{{}}')
            FROM string_to_array({fold}, NULL) AS signs,
                 LATERAL generate_series(1, cardinality(signs) - 1) AS place
        ) END
    $$
    """,
)
NAMES = ("search_asked(text)", "search_pairs(text[])", "search_fold(text)")


def forward(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    quoted = SIGNS.replace("'", "''")
    fold = FOLD.format(text="said", signs=f"'{quoted}'")
    for function in FUNCTIONS:
        schema_editor.execute(function.format(fold=fold), params=None)


def backward(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in NAMES:
            schema_editor.execute(f"DROP FUNCTION {name} CASCADE")


class Migration(migrations.Migration):
    dependencies = [("search", "0008_over_on")]
    operations = [migrations.RunPython(forward, backward)]
