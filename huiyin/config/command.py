"""The entry point of `huiyin …` and `python manage.py …`."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from django.db import DatabaseError
from django.utils.module_loading import import_string

from huiyin import __version__
from huiyin.database import faults
from huiyin.database.faults import Fault

WITHOUT_COMMAND = {"", "help"}
WITHOUT_LOOK = {
    "help", "check", "collectstatic", "makemigrations", "compilemessages",  # touch no data
    "rotate_keys", "keys_lost",  # say what is wrong, and mend it
}  # fmt: skip

ADVICE: dict[Fault | None, str] = {
    Fault.FULL: "磁盘已满，请腾出空间后再运行",
    Fault.AWAY: "数据库连不上，请核对它是否在运行，以及 HUIYIN_DATABASE_URL",
    Fault.BUSY: "数据库正忙，请稍后再运行",
    Fault.READ_ONLY: "数据库只读（备用服务器？），请连接可写的主服务器",
}
NO_TABLES = "数据库不可用，或尚未建表（请先运行 huiyin migrate）"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in {"--version", "version"}:
        sys.stdout.write(f"huiyin {__version__}\n")
        return
    if not name.startswith("-"):
        sys.argv[1:2] = [name.replace("-", "_")] if name else []
    _refuse_bad_settings()
    if not name.startswith("-") and name not in WITHOUT_COMMAND:
        _refuse_unknown(name)
    try:
        _look(sys.argv[1:2])
        execute_from_command_line(sys.argv)
        if sys.argv[1:2] == ["migrate"]:
            _look(sys.argv[1:2])  # the tables are there now
    except ImproperlyConfigured as error:
        _end(str(error), 2)
    except DatabaseError as error:
        if "--traceback" in sys.argv:
            raise
        reason = " ".join(str(error).split())
        _end(f"{ADVICE.get(faults.of(error), NO_TABLES)}：{reason}", 1)


def _refuse_bad_settings() -> None:
    """A missing or malformed setting ends the start with one line that names it."""
    try:
        django.setup()
    except ImproperlyConfigured as error:
        _end(str(error), 2)


def _look(name: list[str]) -> None:
    """Keys that wrote nothing here must not write now."""
    if name and not name[0].startswith("-") and name[0] not in WITHOUT_LOOK:
        import_string("huiyin.config.start.look")()  # by its name: it reads models


def _refuse_unknown(name: str) -> None:
    if sys.argv[1] not in get_commands():
        _end(f"没有命令 {name}；huiyin help 列出全部", 2)


def _end(message: str, code: int) -> None:
    sys.stderr.write(f"huiyin: {message}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
