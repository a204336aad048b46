from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "huiyin.demo"
    verbose_name = "演示"
