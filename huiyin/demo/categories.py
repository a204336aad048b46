"""诉求分类 of the demonstration: an invented tree of city management."""

from datetime import datetime

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.hotline.categories import actions
from huiyin.hotline.categories.schemes_desk import SCHEMES
from huiyin.hotline.models import Category
from huiyin.organisations.models import Organisation

SCHEME = {"name": "城市管理诉求分类", "basis": "云溪市城市管理诉求分类与代码（演示）"}
TREE = (
    ("01", "市容环境", ""),
    ("0101", "市容秩序", "市容\n门前三包"),
    ("010101", "占道经营", "摆摊\n流动摊贩\n夜市\n烧烤"),
    ("010102", "乱堆乱放", "堆物\n杂物"),
    ("0102", "环境卫生", "保洁\n公厕\n垃圾"),
    ("010201", "垃圾清运", "垃圾桶满溢\n清运"),
    ("010202", "公共厕所", "公厕\n厕所"),
    ("0103", "户外广告", "招牌\n店招\n小广告"),
    ("0104", "渣土管理", "渣土车\n抛洒\n工地"),
    ("02", "市政公用", ""),
    ("0201", "市政设施", "路面\n井盖\n路灯"),
    ("020101", "道路破损", "坑洼\n坑槽"),
    ("020102", "路灯照明", "路灯不亮\n照明"),
    ("0202", "停车管理", "停车位\n乱停车"),
    ("03", "园林管理", ""),
    ("0301", "园林绿化", "树木\n绿地\n绿化带"),
)


def plant(agency: Organisation, head: Actor, at: datetime) -> None:
    """The tree, before the first request comes in."""
    scheme = SCHEMES.set(
        actor=head, at=at, agency=agency, valid_from=timezone.localdate(at), **SCHEME
    )
    nodes = [
        Category(
            agency=agency, scheme=scheme, code=code, name=name, words=words, parent_code=code[:-2]
        )
        for code, name, words in TREE
    ]
    actions.register_many(nodes, actor=head, at=at)
