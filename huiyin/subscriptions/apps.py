from importlib import import_module

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "huiyin.subscriptions"
    verbose_name = "订阅"

    def ready(self) -> None:
        import_module(f"{self.name}.headers")
