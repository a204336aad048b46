from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "huiyin.inspection"
    verbose_name = "网站自查"
