from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "huiyin.organisations"
    verbose_name = "机构与岗位"
