from importlib import import_module

from django.apps import AppConfig

from huiyin.casework import deadlines


class HotlineConfig(AppConfig):
    name = "huiyin.hotline"
    verbose_name = "热线留言"

    def ready(self) -> None:
        import_module(f"{self.name}.figures")
        models = import_module(f"{self.name}.models")
        deadlines.declare_family("hotline", models.time_limit)
