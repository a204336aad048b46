"""信用平台公示期 by the three rule sets; each row says how far its number was verified."""

from datetime import date

from django.db import migrations

_527 = "发改办财金〔2019〕527号"
_58 = "失信行为纠正后的信用信息修复管理办法（试行）（国家发展改革委令第58号）"
_36 = "信用修复管理办法（国家发展改革委令第36号）"
_COPY, _UNSEEN = "（据转载，请核对）", "（未见原文，请核对）"
ROWS = [
    ("minor", 3, 12, date(2019, 7, 1), f"{_527}：只分一般和严重，按一般{_UNSEEN}"),
    ("ordinary", 3, 12, date(2019, 7, 1), f"{_527}{_UNSEEN}"),
    ("serious", 6, 36, date(2019, 7, 1), f"{_527}{_COPY}"),
    ("minor", 0, 0, date(2023, 5, 1), f"{_58}：警告、通报批评不公示{_UNSEEN}"),
    ("ordinary", 3, 36, date(2023, 5, 1), f"{_58}{_UNSEEN}"),
    ("serious", 12, 36, date(2023, 5, 1), f"{_58}：安全生产、消防、特种设备等最短一年{_UNSEEN}"),
    ("minor", 0, 3, date(2026, 4, 1), f"{_36}：原则上不公示，确有必要的最长三个月{_COPY}"),
    ("ordinary", 3, 12, date(2026, 4, 1), f"{_36}{_COPY}"),
    ("serious", 12, 36, date(2026, 4, 1), f"{_36}{_COPY}"),
]


def forward(apps, schema_editor):
    rules = apps.get_model("penalties", "CreditRule").objects
    for level, shortest, longest, since, basis in ROWS:
        rules.create(level=level, shortest=shortest, longest=longest, valid_from=since, basis=basis)


class Migration(migrations.Migration):
    dependencies = [("penalties", "0003_credit")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
