"""Requests that went somewhere, made by the real actions."""

from datetime import date, timedelta

from huiyin.hotline.actions import categories, register_many
from huiyin.hotline.models import Category, CategoryScheme
from huiyin.hotline.tests.trial import request as new
from huiyin.organisations.models import Organisation

LAMPS = ("路灯不亮，晚上走路看不清，请派人维修", "小区门口路灯坏了很久，夜里出行不安全")
RUBBISH = ("垃圾桶满溢没有清运，味道很大", "垃圾堆在路边，请环卫尽快清理干净")

STREETS = ("云溪路", "桃花街", "青山大道", "柳荫里", "湖滨道", "新安路", "望江街", "松林路")


def phone(number):
    return f"139{number:08d}"


def plant(bureau, robot, morning):
    """A tree with the two categories; once."""
    scheme, is_new = CategoryScheme.objects.get_or_create(
        agency=bureau, defaults={"name": "分类", "basis": "试验", "valid_from": date(2020, 1, 1)}
    )
    if is_new:
        named = {"01": "市政设施", "02": "环境卫生"}
        nodes = [
            Category(agency=bureau, scheme=scheme, code=code, name=name)
            for code, name in named.items()
        ]
        categories.register_many(nodes, actor=robot, at=morning)


def node(name):
    return Category.objects.get(name=name)


def closed(bureau, robot, morning, each=30, **values):
    """Lamps went to one unit, rubbish to another; each from somebody else."""
    duban = Organisation.objects.get(slug="duban")
    huanwei, _ = Organisation.objects.get_or_create(
        slug="huanwei",
        defaults={"name": "环境卫生管理处", "short_name": "环卫处", "parent": bureau},
    )
    requests = []
    plant(bureau, robot, morning)
    for place in range(each):
        for unit, category, words in ((duban, "市政设施", LAMPS), (huanwei, "环境卫生", RUBBISH)):
            requests.append(
                new(
                    bureau,
                    reference=f"R{unit.slug}{place}{len(values)}",
                    subject=words[0][:4],
                    content=f"{STREETS[place % 8]}{words[place % 2]}",
                    category_text=category,
                    unit=unit,
                    caller_phone=phone(2 * place + (unit == duban)),
                    answer_text="已经处理",
                    answered_on=(morning - timedelta(days=1)).date(),
                    **values,
                )
            )
    return register_many(requests, actor=robot, at=morning)
