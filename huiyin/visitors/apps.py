from django.apps import AppConfig


class VisitorsConfig(AppConfig):
    name = "huiyin.visitors"
    verbose_name = "访客"
