from datetime import time

from huiyin.casework.kinds import MatterConfig
from huiyin.jobs.schedule import Weekly


class BackupConfig(MatterConfig):
    name = "huiyin.backup"
    verbose_name = "备份"
    posts = {"系统管理岗": ("backup.view_rehearsal",)}
    jobs = {"rehearse": Weekly(weekday=6, at=time(4, 0), label="恢复演练")}
