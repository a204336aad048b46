"""`huiyin setup-agency`: an agency with its posts, its page on the portal and its administrator."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from huiyin.accounts.models import User
from huiyin.audit import log
from huiyin.disclosure.duty import guide
from huiyin.disclosure.tree.actions import agency_page
from huiyin.disclosure.tree.layout import Plan, TemplateError, lay_out, template
from huiyin.organisations.actions import engage
from huiyin.organisations.commands import Command as Base
from huiyin.organisations.models import Organisation, Post
from huiyin.organisations.roles import ensure_posts
from huiyin.web.models import SiteProfile

ADMINISTRATOR = "系统管理岗"


class Command(Base):
    help = "新建机关：机关、岗位、门户页面，以及本机关的系统管理员"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--name", required=True, help="机关全称")
        parser.add_argument("--short-name", help="简称；省略则同全称")
        parser.add_argument("--slug", required=True, help="网址标识，小写字母，如 cgj")
        parser.add_argument("--uscc", required=True, help="统一社会信用代码")
        parser.add_argument("--region", default="", help="行政区划代码")
        parser.add_argument("--government", default="", help="同级人民政府，复议机关")
        parser.add_argument(
            "--template", default="bureau", help="栏目模板，默认 bureau；none 不布设栏目"
        )
        parser.add_argument(
            "--admin", help="本机关系统管理员的用户名，省略则为 <网址标识>-admin；已有的账号只任职"
        )

    @transaction.atomic
    def handle(self, *, name: str, slug: str, uscc: str, **options: Any) -> None:
        agency = Organisation(
            name=name,
            short_name=options["short_name"] or name,
            slug=slug,
            uscc=uscc,
            region=options["region"],
            superior=options["government"],
            is_agency=True,
        )
        plans = self._plans(options["template"])
        try:
            agency.full_clean()
        except ValidationError as error:
            self.stderr.write("\n".join(error.messages))
            self.faults()
        agency.save()
        posts = ensure_posts(agency)
        try:
            page = agency_page(agency, actor=self.actor(), at=timezone.now())
        except ValidationError as error:
            self.stderr.write("\n".join(error.messages))
            transaction.set_rollback(True)
            self.faults()
        self._profile(name)
        if plans:
            lay_out(page, plans, actor=self.actor(), at=timezone.now())
            guide.draft(agency, actor=self.actor(), at=timezone.now())
        log.record(self.actor(), "organisations.setup", agency, at=timezone.now(), uscc=uscc)
        admin = options["admin"] or f"{slug}-admin"
        password = self._administrator(admin, posts[ADMINISTRATOR])
        if options["json"]:
            self.put({"agency": agency.uscc, "admin": admin, "password": password})
        else:
            self._tell(agency, admin, password, len(plans))

    def _tell(self, agency: Organisation, admin: str, password: str, columns: int) -> None:
        self.stdout.write(f"已新建 {agency.name}，门户页面 /{agency.slug}/")
        password_part = f"，初始密码 {password}（只显示这一次，请登录后修改）" if password else ""
        self.stdout.write(f"{ADMINISTRATOR} {admin}{password_part}")
        if columns:
            self.stdout.write(f"已布设 {columns} 个栏目，并拟了公开指南草稿（未发布）")
        self.stdout.write(
            f"下一步：{admin} 在工作台“岗位任免”里给同事开账号、安排岗位；"
            "全站管理员（huiyin createsuperuser）在“网站设置”里"
            "补全网站标识码、备案号和联系方式"
        )

    def _plans(self, name: str) -> tuple[Plan, ...]:
        if name == "none":
            return ()
        try:
            return template(name)
        except TemplateError as error:
            self.usage(str(error))

    def _profile(self, name: str) -> None:
        site = Site.objects.get(is_default_site=True)
        SiteProfile.objects.get_or_create(site=site, defaults={"name": name, "sponsor": name})

    def _administrator(self, username: str, post: Post) -> str:
        """The password of a new account; empty where the account exists."""
        known = User.objects.filter(username=username).first()
        name, at = known.name if known else "系统管理员", timezone.now()
        try:
            _, password = engage(
                username, name, post, actor=self.actor(), at=at, since=timezone.localdate(at)
            )
        except ValidationError as error:
            self.stderr.write("\n".join(error.messages))
            transaction.set_rollback(True)
            self.faults()
        return password
