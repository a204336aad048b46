from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "huiyin.subscriptions"
    verbose_name = "订阅"
