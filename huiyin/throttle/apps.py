from django.apps import AppConfig


class ThrottleConfig(AppConfig):
    name = "huiyin.throttle"
    verbose_name = "限次"
