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
    """Everything read within the block, by us or by `pg_dump`, is of the same moment."""
    refuse_pooler()
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


def refuse_pooler() -> None:
    """`pg_dump` and `pg_restore` set up their session, and a pooler would lend it to the site next."""
    if connection.is_pooled():  # type: ignore[attr-defined]  # of our own engine
        raise BackupError(
            "备份和恢复要直接连接数据库，不能经过连接池（pgbouncer）；"
            "请让定时任务和命令使用直接连接的 HUIYIN_DATABASE_URL"
        )


def refuse_unless_empty() -> None:
    refuse_pooler()
    _program("pg_restore")
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise BackupError("数据库里已有数据表；只能恢复到空的数据库，请先另建一个")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"  # the server's own workers do not count
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
    refuse_pooler()
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
    if program := shutil.which(name):
        yield program
    yield from sorted(map(str, _DEBIAN.glob(f"*/bin/{name}")), reverse=True)


def _major(program: str) -> int:
    process = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - no shell
    version = re.search(r"(\d+)(\.|\s|$|devel|beta|rc)", process.stdout)
    return int(version.group(1)) if version and process.returncode == 0 else 0


def _run(program: str, *arguments: str) -> None:
    """The password is passed in the environment, which other accounts cannot read."""
    environment = {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"] or ""}
    process = subprocess.run(  # noqa: S603 - no shell
        [program, "--no-password", *arguments],
        env=environment, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if process.returncode == 0:
        return
    if _FULL in process.stderr:
        raise BackupError(FULL)
    raise BackupError(f"{Path(program).name} 没有完成：{' '.join(process.stderr.split())[:300]}")


def _address() -> str:
    settings = connection.settings_dict
    where = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    filled = {name: value for name, value in where.items() if value}
    return make_conninfo(dbname=settings["NAME"], **filled, **_options())


def _options() -> dict[str, str]:
    """The query parameters of HUIYIN_DATABASE_URL."""
    options = connection.settings_dict.get("OPTIONS", {})
    return {name: value for name, value in options.items() if isinstance(value, str)}


def _url(name: str) -> str:
    settings = connection.settings_dict
    user = (
        f"{quote(settings['USER'], safe='')}:{quote(settings['PASSWORD'], safe='')}@"
        if settings["USER"]
        else ""
    )
    where = {"host": settings["HOST"], "port": settings["PORT"]}  # of one host or several
    query = urlencode({key: value for key, value in where.items() if value} | _options())
    return f"postgres://{user}/{quote(name, safe='')}?{query}"
