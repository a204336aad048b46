from typing import Any

from django.apps import AppConfig
from django.core import checks

from . import standing, turns


class DatabaseConfig(AppConfig):
    name = "huiyin.database"

    def ready(self) -> None:
        turns.take_turns()
        checks.register(look, "connection", deploy=True)


def look(**options: Any) -> list[checks.CheckMessage]:
    """`huiyin check --deploy` reports what would answer 503."""
    return [checks.Error(line, id="huiyin.E001") for line in standing.faults()]
