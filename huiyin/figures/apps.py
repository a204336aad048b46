from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "huiyin.figures"
    verbose_name = "数据"
