"""Public addresses of 信用修复."""

from django.urls import path

from huiyin.web import context

from . import portal

context.REGISTERS[59] = context.Door(
    "credit-repair",
    portal.GUIDE.title,
    "什么条件、交什么材料、到哪里办，附空白文书",
    "credit-repair",
)
urlpatterns = [
    path("credit-repair/", portal.guide, name="credit-repair"),
    path("credit-repair/papers/", portal.papers, name="credit-repair-papers"),
]
