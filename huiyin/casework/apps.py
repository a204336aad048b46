from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "huiyin.casework"
    verbose_name = "办件"

    def ready(self) -> None:
        from huiyin.audit import verdict  # noqa: PLC0415 - models need the apps first

        from .witnesses import unlogged_matters  # noqa: PLC0415

        verdict.checks.append(unlogged_matters)
