from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "huiyin.search"
    verbose_name = "检索"

    def ready(self) -> None:
        upkeep = import_module(f"{self.name}.upkeep")
        post_migrate.connect(
            upkeep.clear_if_emptied, sender=self, dispatch_uid="huiyin.search.clear_if_emptied"
        )
