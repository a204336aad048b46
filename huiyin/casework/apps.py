from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CaseworkConfig(AppConfig):
    name = "huiyin.casework"
    verbose_name = "办件"

    def ready(self) -> None:
        from huiyin.audit import verdict  # noqa: PLC0415 - models need the apps first

        from .witnesses import unlogged_matters  # noqa: PLC0415

        verdict.checks.append(unlogged_matters)

        from .rooms import index_all, release  # noqa: PLC0415

        pre_migrate.connect(release, sender=self, dispatch_uid="huiyin.casework.release")
        post_migrate.connect(index_all, sender=self, dispatch_uid="huiyin.casework.index_all")
