from huiyin.casework.kinds import Group, MatterConfig, PageDoor


class IngestConfig(MatterConfig):
    name = "huiyin.ingest"
    verbose_name = "导入"
    declares = ("others",)
    doors = (
        PageDoor(
            "旧站迁移",
            "/desk/migration/",
            "import",
            Group.REST,
            ("ingest.open_migration",),
            order=20,
        ),
    )
    posts = {"系统管理岗": ("ingest.open_migration",)}
    verbs = {
        "export": "导出个人信息",
        "import": "导入台账",
        "migration.open": "开启旧站迁移期",
        "migration.close": "关闭旧站迁移期",
    }
