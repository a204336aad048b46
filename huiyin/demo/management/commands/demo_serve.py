"""`huiyin demo-serve`: an empty folder becomes a running demonstration; Ctrl-C ends all of it."""

import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from huiyin.demo import people, serve, story

from .demo_load import logins


class Command(BaseCommand):
    help = "建库、装入演示数据并在本机启动网站和定时任务"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")

    def handle(self, *, port: int, **options: Any) -> None:
        story.refuse_in_production()
        self._refuse_taken(port)
        self._name_site(port)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        self._prepare()
        connection.close()
        # This process has done its work; the one that waits needs none of Django.
        arguments = [sys.executable, "-m", serve.__name__, str(port), announcement(port)]
        os.execv(sys.executable, arguments)  # noqa: S606 - our own program

    def _refuse_taken(self, port: int) -> None:
        if not 0 < port < 65536:
            raise CommandError(f"端口 {port} 不对，应为 1 至 65535")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"端口 {port} 不可用（{error.strerror}）：换一个，例如 make demo PORT=8001"
                ) from error

    def _name_site(self, port: int) -> None:
        """Letters, feeds and codes name the port that is served, unless a whole address was set."""
        if "HUIYIN_BASE_URL" not in os.environ:
            # for the processes that serve, and for what is loaded here before they start
            os.environ["HUIYIN_BASE_URL"] = f"http://127.0.0.1:{port}"
            settings.WAGTAILADMIN_BASE_URL = os.environ["HUIYIN_BASE_URL"]

    def _prepare(self) -> None:
        """Create tables and story if they are missing; a story that broke off is started again."""
        unfinished = settings.HOME / "demo-unfinished"
        if unfinished.exists():
            self.stderr.write("上次装入没有完成，重新装入")
            self._forget(unfinished)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stderr.write("建立数据库……")
            call_command("migrate", verbosity=0)
        if story.is_loaded():
            return
        self.stderr.write("装入演示数据（约一分钟）……")
        unfinished.touch()
        call_command("demo_load")
        unfinished.unlink()

    def _forget(self, unfinished: Path) -> None:
        """Delete what an unfinished load left in its own SQLite file; never in another database."""
        if connection.vendor != "sqlite":
            raise CommandError("演示数据没有装完，请清空 HUIYIN_DATABASE_URL 指向的数据库后再试")
        connection.close()
        database = Path(connection.settings_dict["NAME"])
        for file in database.parent.glob(f"{database.name}*"):
            file.unlink()
        unfinished.unlink()


def announcement(port: int) -> str:
    """What is printed when the site answers: addresses and logins."""
    site = f"http://127.0.0.1:{port}"
    staff = "\n".join(f"    {user:<14}{name}（{post}）" for user, name, post in logins())
    return f"""
回音演示已启动，按 Ctrl-C 停止。
  门户    {site}/
  工作台  {site}/desk/
  登录名（密码均为 {people.PASSWORD}）：
{staff}

"""
