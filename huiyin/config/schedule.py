"""The whole timetable of the product; `huiyin tick` runs what is due, every minute."""

from datetime import time

from huiyin.jobs.schedule import Daily, Every, Weekly, When

SCHEDULE: dict[str, When] = {
    "huiyin.accounts.tasks.keep_no_longer": Daily(at=time(2, 30)),
    "huiyin.audit.tasks.seal": Every(minutes=1),
    "huiyin.backup.tasks.rehearse": Weekly(weekday=6, at=time(4, 0)),
    "huiyin.disclosure.tasks.learn_terms": Every(minutes=60),
    "huiyin.disclosure.tasks.publish_scheduled": Every(minutes=1),
    "huiyin.disclosure.tasks.read_attachments": Every(minutes=1),
    "huiyin.disclosure.tasks.recount": Daily(at=time(2, 10)),
    "huiyin.editorial.tasks.keep_time": Every(minutes=1),
    "huiyin.foi.tasks.remind": Daily(at=time(1, 0)),
    "huiyin.notices.tasks.deliver": Every(minutes=1),
    "huiyin.notices.tasks.mail_audit_head": Daily(at=time(6, 30)),
    "huiyin.registers.tasks.daily": Daily(at=time(0, 5)),
    "huiyin.subscriptions.tasks.tell": Daily(at=time(7, 30)),
    "huiyin.personal.tasks.remove_orphans": Daily(at=time(3, 30)),
    "huiyin.personal.tasks.count_unreadable": Daily(at=time(3, 45)),
    "huiyin.visitors.tasks.forget": Every(minutes=10),
    "huiyin.inspection.tasks.inspect": Daily(at=time(1, 30)),
    "huiyin.inspection.tasks.carry_on": Every(minutes=1),
    "huiyin.inspection.tasks.remind": Daily(at=time(6, 0)),
    "huiyin.organisations.tasks.sync_groups": Daily(at=time(0, 10)),
}
