"""定时任务 on the desk: what failed, why, and when it is tried again; seen by who looks after the system."""

from datetime import timedelta

from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.jobs import standing
from huiyin.jobs.models import FailedRow, LastRun

JOB, LETTERS = "huiyin.editorial.tasks.keep_time", "huiyin.notices.tasks.deliver"


def ran(job, minutes, **values):
    at = timezone.now() - timedelta(minutes=minutes)
    return LastRun.objects.create(job=job, started_at=at, finished_at=at, **values)


def test_what_failed_is_seen(person, client):
    now = timezone.now()
    ran(JOB, 1, succeeded=False, failures=3, outcome="OSError: 磁盘没有回答", next_try_at=now)
    ran(LETTERS, 30)
    FailedRow.objects.create(
        job=JOB,
        row="稿件 7",
        reason="栏目不在任何机关之下",
        first_at=now,
        last_at=now,
        next_try_at=now,
    )
    client.force_login(person("keeper", "系统管理岗"))
    home, page = (client.get(path).content.decode() for path in ("/desk/", "/desk/timetable/"))
    assert "1 个定时任务没有完成：稿件定时发布和撤下" in home
    assert "有 1 项没有办成" in home
    for said in ("1 项没有办成", "第 3 次", "OSError: 磁盘没有回答", "通知发送"):
        assert said in page
    for of_another in ("稿件 7", "栏目不在任何机关之下"):
        assert of_another not in page
    assert page.index("稿件定时发布和撤下") < page.index("到期个人信息删除"), "the bad ones first"
    client.force_login(person("clerk", "信息公开岗"))
    assert "定时任务" not in client.get("/desk/").content.decode()
    assert client.get("/desk/timetable/").status_code == 403
    client.force_login(User.objects.create_superuser("boss", password="x", name="秦示例"))
    page = client.get("/desk/timetable/").content.decode()
    assert all(said in page for said in ("稿件 7", "栏目不在任何机关之下"))


def test_a_timetable_that_does_not_run_is_missed(db):
    now = timezone.now()
    assert "还没有运行过" in next(standing.warnings(now))
    ran(JOB, 5)
    assert list(standing.warnings(now)) == []
    assert "没有运行" in next(standing.warnings(now + standing.SILENT))


def test_every_job_has_a_name_for_people():
    assert all(when.label for when in standing.schedule().values())
