"""The staff of the demonstration bureau: invented people, one password for all, printed at start."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, system
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Organisation, Post
from huiyin.organisations.roles import ensure_posts

PASSWORD = "huiyin-demo"  # noqa: S105 - the demonstration's, printed at its start


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    post: str
    unit: str = ""
    """The unit of the bureau whose post it is; the bureau's own without one."""


PEOPLE = [
    Person("gongkai", "魏雅琴", "信息公开岗"),
    Person("gongkai-fuze", "严长青", "信息公开负责人"),
    Person("rexian", "姜正阳", "热线办理岗"),
    Person("rexian-fuze", "孔慧敏", "热线负责人"),
    Person("shenpi", "陶思远", "行政审批岗"),
    Person("shenpi-fuze", "秦德胜", "行政审批负责人"),
    Person("chufa", "卞立新", "行政处罚岗"),
    Person("chufa-fuze", "芮国安", "行政处罚负责人"),
    Person("jiancha", "阮成林", "行政检查岗"),
    Person("jiancha-fuze", "管卫东", "行政检查负责人"),
    Person("fazhi", "虞静怡", "法制审核岗"),
    Person("xinyong", "狄雨桐", "信用专管员"),
    Person("jianyi", "邹文斌", "建议提案办理岗"),
    Person("jianyi-fuze", "殷秋兰", "建议提案负责人"),
    Person("juzhang", "霍振华", "主要负责人"),
    Person("lingdao", "金国栋", "分管领导"),
    Person("shenji", "曹明轩", "全站审计岗"),
    Person("qicao", "施婉清", "信息起草岗"),
    Person("shenhe", "戚建平", "部门审核岗"),
    Person("baomi", "凌志远", "保密审查岗"),
    Person("fabu", "薛文静", "信息发布岗"),
    Person("shizheng", "祝海涛", "任务承办岗", "shizheng"),
    Person("huanwei", "滕月娥", "任务承办岗", "huanwei"),
    Person("xuanchuan", "褚晓燕", "任务承办岗", "xuanchuan"),
    Person("zhidui", "鲍铁军", "任务承办岗", "zhidui"),
    Person("yuanlin", "柏秀兰", "任务承办岗", "yuanlin"),
    Person("zhatu", "闵志刚", "任务承办岗", "zhatu"),
    Person("guanggao", "樊丽娜", "任务承办岗", "guanggao"),
    Person("shizheng-fuze", "路文昌", "科室负责人", "shizheng"),
    Person("huanwei-fuze", "诸葛敏", "科室负责人", "huanwei"),
    Person("zhidui-fuze", "岑国庆", "科室负责人", "zhidui"),
    Person("yuanlin-fuze", "桑玉梅", "科室负责人", "yuanlin"),
    Person("zhatu-fuze", "季宏伟", "科室负责人", "zhatu"),
    Person("duban", "向立军", "督办岗"),
    Person("kaohe", "文素芬", "考核组织岗"),
    Person("fuhe", "石建功", "考核复核岗"),
    Person("lianluo", "娄晓梅", "考核联络岗"),
]


def engage(agency: Organisation, at: datetime) -> dict[str, Actor]:
    """Accounts, posts and appointments; actors by username."""
    posts = ensure_posts(agency)
    actors: dict[str, Actor] = {}
    password = make_password(PASSWORD)  # once: it is slow by design, and the same for all
    for person in PEOPLE:
        user = User.objects.create(username=person.username, password=password, name=person.name)
        post = posts[person.post]
        if person.unit:
            unit = agency.units.get(slug=person.unit)
            post = Post.objects.create(organisation=unit, name=post.name, group=post.group)
        appoint(user, post, actor=system("demo"), at=at, since=date(2019, 1, 1))
        actors[person.username] = actor_of(user)
    if not User.objects.filter(is_superuser=True).exists():
        User.objects.create_superuser("admin", password=PASSWORD, name="系统管理员")
    return actors


def are_there() -> bool:
    """Whether somebody can sign in here as one of them."""
    known = Q()
    for person in PEOPLE:
        known |= Q(username=person.username, name=person.name)
    return User.objects.filter(known, is_active=True).exists()
