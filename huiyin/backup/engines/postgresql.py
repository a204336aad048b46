"""PostgreSQL: `pg_dump` reads the snapshot of an open transaction, `pg_restore` writes all or nothing."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from huiyin.backup.faults import FULL, BackupError

_DEBIAN = Path("/usr/lib/postgresql")
_FULL = "No space left on device"


@contextmanager
def snapshot(copy: Path) -> Iterator[None]:
    """Everything read within the block, by us or by `pg_dump`, is of one moment."""
    program = _program("pg_dump")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
        _run(
            program, "--format=custom", "--compress=0", "--no-owner", "--no-privileges",
            f"--snapshot={name}", f"--file={copy}", f"--dbname={_address()}",
        )  # fmt: skip
        yield


def refuse_unless_empty() -> None:
    _program("pg_restore")
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise BackupError("数据库里已有数据表；只能恢复到空的数据库，请先另建一个")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            raise BackupError("还有别的程序连着这个数据库；请先停止网站和定时任务")


@contextmanager
def load(copy: Path) -> Iterator[None]:
    _run(
        _program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error",
        "--single-transaction", f"--dbname={_address()}", str(copy),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    yield


@contextmanager
def scratch(name: str) -> Iterator[str]:
    """A database beside ours, and its address."""
    quoted = connection.ops.quote_name(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise BackupError(
                "演练要建一个临时数据库，但本程序的数据库账号无权建库；"
                "请由管理员执行 ALTER ROLE … CREATEDB"
            )
        cursor.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    try:
        yield _url(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def _program(name: str) -> str:
    """The program of at least the server's version: an older one refuses to read a newer server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        needed = int(cursor.fetchone()[0]) // 10000
    for path in _candidates(name):
        if _major(path) >= needed:
            return path
    raise BackupError(
        f"没有找到 {name}（须为 {needed} 版或更新）；请安装 postgresql-client-{needed}，或把它加入 PATH"
    )


def _candidates(name: str) -> Iterator[str]:
    if found := shutil.which(name):
        yield found
    yield from sorted(map(str, _DEBIAN.glob(f"*/bin/{name}")), reverse=True)


def _major(program: str) -> int:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - no shell
    found = re.search(r"(\d+)(\.|\s|$|devel|beta|rc)", done.stdout)
    return int(found.group(1)) if found and done.returncode == 0 else 0


def _run(program: str, *arguments: str) -> None:
    """The password goes by the environment, which other accounts cannot read."""
    environment = {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"] or ""}
    done = subprocess.run(  # noqa: S603 - no shell
        [program, "--no-password", *arguments],
        env=environment, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return
    if _FULL in done.stderr:
        raise BackupError(FULL)
    raise BackupError(f"{Path(program).name} 没有完成：{' '.join(done.stderr.split())[:300]}")


def _address() -> str:
    told = connection.settings_dict
    where = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"]}
    given = {name: value for name, value in where.items() if value}
    return make_conninfo(dbname=told["NAME"], **given, **_options())


def _options() -> dict[str, str]:
    """What stood behind the question mark of HUIYIN_DATABASE_URL."""
    options = connection.settings_dict.get("OPTIONS", {})
    return {name: value for name, value in options.items() if isinstance(value, str)}


def _url(name: str) -> str:
    told = connection.settings_dict
    user = (
        f"{quote(told['USER'], safe='')}:{quote(told['PASSWORD'], safe='')}@"
        if told["USER"]
        else ""
    )
    port = f":{told['PORT']}" if told["PORT"] else ""
    query = f"?{urlencode(_options())}" if _options() else ""
    return f"postgres://{user}{quote(told['HOST'], safe='')}{port}/{quote(name, safe='')}{query}"
