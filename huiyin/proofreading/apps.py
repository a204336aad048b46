from django.apps import AppConfig


class ProofreadingConfig(AppConfig):
    name = "huiyin.proofreading"
    verbose_name = "校对"
