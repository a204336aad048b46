"""The whole timetable of the product; `huiyin tick` runs what is due, every minute.

Jobs of the apps above casework are on their cards. Letters go out last, so that what those jobs
queue leaves in the same minute.
"""

from datetime import time

from huiyin.casework import kinds
from huiyin.jobs.schedule import Daily, Every, When

SCHEDULE: dict[str, When] = {
    "huiyin.accounts.tasks.keep_no_longer": Daily(at=time(2, 30), label="到期个人信息删除"),
    "huiyin.audit.tasks.seal": Every(minutes=1, label="审计封存"),
    "huiyin.database.tasks.count": Daily(at=time(2, 10), label="数据库统计更新"),
    "huiyin.desk.tasks.follow_counts": Every(minutes=3, is_long=True, label="看板计数更新"),
    "huiyin.desk.tasks.prove_counts": Daily(at=time(4, 10), label="看板计数核对"),
    **kinds.jobs(),
    "huiyin.notices.tasks.deliver": Every(minutes=1, label="通知发送"),
    "huiyin.notices.tasks.forget_spool": Daily(at=time(2, 50), label="过期信件文件清理"),
    "huiyin.notices.tasks.mail_audit_head": Daily(at=time(6, 30), label="审计存根寄送"),
    "huiyin.personal.tasks.remove_orphans": Daily(at=time(3, 30), label="无主文件清理"),
    "huiyin.personal.tasks.count_unreadable": Daily(at=time(3, 45), label="无法解密内容统计"),
    "huiyin.throttle.tasks.forget": Every(minutes=10, label="限次记录清理"),
    "huiyin.visitors.tasks.forget": Every(minutes=10, label="过期草稿清理"),
    "huiyin.organisations.tasks.sync_groups": Daily(at=time(0, 10), label="岗位生效和到期"),
}
