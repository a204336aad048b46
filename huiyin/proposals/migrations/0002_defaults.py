"""Local terms and classes to begin with: places differ, each row says on what it rests."""

from datetime import date

from django.db import migrations

CHECK = "；二手文本，请按本地规定核对"
TERMS = [
    ("cppcc-answer", 3, "个月", f"各地政协提案办理规定通行为三个月，至迟六个月{CHECK}"),
    ("opinion", 1, "个月", f"山东、青岛办理规定为一个月，重庆30个工作日，浙江两个月{CHECK}"),
    ("return", 5, "工作日", f"青岛办理规定为5个工作日，山东5日，浙江10日，重庆10个工作日{CHECK}"),
    ("second", 1, "个月", f"河南、山东、浙江办理规定为一个月，重庆两个月{CHECK}"),
    ("follow-up", 12, "个月", f"重庆办理规定：列入承诺事项的每年第四季度反馈进展{CHECK}"),
]
BASIS = f"某市建议提案办理规定（2008年）{CHECK}"
CLASSES = [
    ("A", "已经解决或者基本解决", False),
    ("B", "正在解决或者列入规划逐步解决", True),
    ("C", "因条件限制或者其他原因以后解决", False),
    ("D", "留作参考", False),
]


def forward(apps, schema_editor):
    terms = apps.get_model("proposals", "Term").objects
    for step, length, unit, basis in TERMS:
        terms.create(step=step, length=length, unit=unit, valid_from=date(2000, 1, 1), basis=basis)
    classes = apps.get_model("proposals", "ReplyClass").objects
    for letter, definition, is_promise in CLASSES:
        classes.create(letter=letter, definition=definition, basis=BASIS, is_promise=is_promise)


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
