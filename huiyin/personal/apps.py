from django.apps import AppConfig
from django.db.models.signals import post_save


class PersonalConfig(AppConfig):
    name = "huiyin.personal"
    verbose_name = "个人信息"

    def ready(self) -> None:
        from . import fields, rotation  # noqa: PLC0415 - models are there only now

        for model in dict.fromkeys(model for model, _ in rotation.columns()):
            post_save.connect(fields.bind_new, sender=model, dispatch_uid="personal.bind")
