"""Lives of assessments, for the two years."""

from datetime import date
from types import SimpleNamespace

from huiyin.accounts.models import User
from huiyin.assessment import actions
from huiyin.assessment.tests import trial
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts


def begin(life, *, actor, at):
    """Each of a year of its own; somebody has answered for the agency all along."""
    agency = life.bureau.agency
    if not User.objects.filter(username="kaohe").exists():
        user = User.objects.create_user("kaohe", name="周示例")
        post = ensure_posts(agency)["考核联络岗"]
        appoint(user, post, actor=actor, at=at, since=date(2000, 1, 1))
    return trial.begin(SimpleNamespace(bureau=agency, at=at), actor)


def step(*names):
    """These moves, with the arguments of their table."""

    def act(life, *, actor, at):
        life.record.refresh_from_db()
        for name in names:
            arguments = trial.ASSESSMENT.rows(name)[0].arguments_for(life.record)
            move = actions.workflow.moves[name]
            life.record = move.run(life.record, actor=actor, at=at, **arguments)

    return act


OWN, REVIEWED = step(*trial.OWN), step(*trial.REVIEWED)
LIVES = [
    [(0, begin), (5, OWN), (12, REVIEWED), (14, step("accept")), (20, step("confirm"))],
    [(0, begin), (5, OWN), (8, step("send_back")), (11, step("submit")), (15, REVIEWED),
     (17, step("appeal")), (21, step("answer_appeal", "accept")), (25, step("confirm"))],
    [(0, begin), (5, OWN), (12, step("review", *trial.REVIEWED)), (16, step("appeal")),
     (21, step("answer_appeal", "accept")), (30, step("confirm")), (60, step("void"))],
    [(0, begin), (40, step("void"))],
]  # fmt: skip
