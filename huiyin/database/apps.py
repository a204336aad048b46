from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db.models.signals import post_migrate

from . import standing, statistics, turns


class DatabaseConfig(AppConfig):
    name = "huiyin.database"

    def ready(self) -> None:
        turns.take_turns()
        post_migrate.connect(  # sent once all apps are migrated, and for apps with models only
            statistics.refresh,
            sender=apps.get_app_config("contenttypes"),
            dispatch_uid="huiyin.database.statistics",
        )
        checks.register(look, "connection", deploy=True)


def look(**options: Any) -> list[checks.CheckMessage]:
    """`huiyin check --deploy` reports what would answer 503."""
    return [checks.Error(line, id="huiyin.E001") for line in standing.faults()]
