"""The whole timetable of the product; `huiyin tick` runs what is due, every minute."""

from huiyin.jobs.schedule import Daily, Every

SCHEDULE: dict[str, Every | Daily] = {
    "huiyin.audit.tasks.seal": Every(minutes=1),
    "huiyin.disclosure.tasks.publish_scheduled": Every(minutes=1),
}
