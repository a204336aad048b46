"""Whether the database is what this version needs: reachable, migrated, and writable."""

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    """The migrations of this version, by their file names: this runs once a minute, so none is
    loaded.
    """
    wanted: set[tuple[str, str]] = set()
    for app in apps.get_app_configs():
        if not (Path(app.path) / "migrations" / "__init__.py").exists():
            continue
        package = import_module(f"{app.name}.migrations")
        names = (name for _, name, _ in pkgutil.iter_modules(package.__path__))
        wanted.update((app.label, name) for name in names if name[0] not in "_~")
    return frozenset(wanted)


def unapplied() -> list[str]:
    """Migrations to be applied by `huiyin migrate`, as `app.name`."""
    return sorted(
        ".".join(one)
        for one in _wanted() - MigrationRecorder(connection).applied_migrations().keys()
    )


def is_empty() -> bool:
    return not MigrationRecorder(connection).has_table()


def is_read_only() -> bool:
    """A standby, or a server whose administrator forbids writing."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone()[0] == "on")


def faults() -> Iterator[str]:
    """Each fault that keeps the site from working, in one line with the remedy."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(str(name)).exists():
        yield f"还没有数据库文件 {name}：请运行 huiyin migrate"
        return
    try:
        if is_empty():
            yield f"数据库 {name} 里还没有数据表：请运行 huiyin migrate"
        elif waiting := unapplied():
            yield f"有 {len(waiting)} 个迁移没有执行（{waiting[0]} 等）：请停止服务，运行 huiyin migrate"
        if is_read_only():
            yield f"数据库 {name} 只读（备用服务器？）：网站只能查阅，不能办理；请连接可写的主服务器"
    except Error as error:
        reason = " ".join(str(error).split())
        yield f"数据库连不上，请核对 HUIYIN_DATABASE_URL 的地址、端口、账号和密码：{reason}"
