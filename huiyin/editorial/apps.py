from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "huiyin.editorial"
    verbose_name = "编审"
