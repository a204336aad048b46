from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "huiyin.desk"
    verbose_name = "工作台"
