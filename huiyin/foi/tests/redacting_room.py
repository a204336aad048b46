"""An office at work on redactions: a clerk at the desk, an application, its files. All invented."""

from datetime import date
from urllib.parse import quote

from huiyin.accounts.models import User
from huiyin.files import intake, plans
from huiyin.files.models import RedactionPlan
from huiyin.foi import redacting
from huiyin.foi.models import ApplicationFile
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

GROUND = {"ground": "E15", "reason": "个人隐私"}
HERE = {"x": "10", "y": "12", "width": "50", "height": "6"}


class Room:
    """What the tests do again and again, through the same doors as a clerk."""

    def __init__(self, client, case, robot, morning):
        self.client, self.case, self.robot, self.morning = client, case, robot, morning

    def enter(self, agency, post="信息公开岗", username="clerk", name="张某"):
        user = User.objects.create_user(username, password="x", name=name)
        post = ensure_posts(agency)[post]
        appoint(user, post, actor=self.robot, at=self.morning, since=date(2020, 1, 1))
        self.client.force_login(user)
        return user

    def attach(self, content, kind=intake.PDF, name="原件", *, for_applicant=False):
        return redacting.attach(
            self.case, (f"{name}.{kind.extension}", kind, content), for_applicant=for_applicant,
            actor=self.robot, at=self.morning,
        )  # fmt: skip

    def address(self, attached, rest=""):
        return f"/desk/foi/{self.case.pk}/files/{attached.pk}/redact/{quote(rest)}"

    def open(self, attached):
        answer = self.client.get(self.address(attached))
        assert answer.status_code == 200, answer.content.decode()
        return self.plan(attached)

    def plan(self, attached):
        return RedactionPlan.objects.filter(original=attached.file).latest("pk")

    def post(self, attached, do, **fields):
        plan = plans.draft_of(attached.file, self.case)
        data = {"version": plan.version if plan else 1, "page": 1, "do": do, **fields}
        return self.client.post(self.address(attached), data)

    def finish(self, attached, **fields):
        plan = plans.draft_of(attached.file, self.case)
        data = {"version": plan.version, "name": "附件一", "harmless": "", "looked": "on", **fields}
        return self.client.post(self.address(attached, "finish/"), data)

    def given(self):
        """What goes with the answer, without the list of grounds."""
        files = ApplicationFile.objects.filter(application=self.case, is_for_applicant=True)
        return list(files.filter(role="answer").exclude(file__name=redacting.LIST_NAME))

    def result(self):
        (one,) = self.given()
        return intake.content_of(one.file)
