"""What a person is told when a request is not accepted, and for how long a clock may stand, to begin with.

Both are tables that an office edits. The ways follow 北京 11, 潍坊 19; the numbers are the house's.
"""

from datetime import date

from django.db import migrations

SINCE = date(2000, 1, 1)
NOT_OURS = "北京市接诉即办工作条例第十一条；潍坊市12345政务服务便民热线条例第十九条"
USUAL = "默认值，请按本地办理制度修改"
WAYS = [
    ("repeated", "您反映的事项已经答复，没有提出新的事实和理由，不再重复办理。有新情况请补充说明后再次提出。"),
    ("elsewhere", "您反映的事项应当依法通过诉讼、仲裁、行政复议等途径解决，请向有管辖权的机关提出。"),
    ("outside", "您反映的事项不属于本机关职责。可以拨打12345，由热线转交有职责的单位。"),
    ("uncooperative", "因无法取得您的配合，这件诉求不能继续办理。您可以随时补充情况后再次提出。"),
    ("withdrawn", "按照您的意愿，这件诉求已经撤回。需要时可以再次提出。"),
    ("emergency", "紧急情况请立即拨打110（报警）、119（火灾）、120（急救）、122（交通事故）。"),
    ("disclosure", "您的诉求属于政府信息公开申请，请按《政府信息公开条例》第二十九条提出申请。"),
    ("petition", "您反映的事项属于信访事项，请按《信访工作条例》向本机关信访工作机构或者信访部门提出。本机关已登记并移交。"),
    ("enforcement", "您反映的情况已作为行政执法线索转交核查，举报人信息依法保密。"),
    ("suggestion", "您的意见建议已转为建议办理，本机关将研究后另行答复。"),
    ("in-hand", "同一诉求正在办理，请凭原受理编号查询进展，不再重复登记办理。"),
    ("secret", "您的诉求涉及国家秘密、商业秘密或者个人隐私，不能通过热线办理，请向保管该信息的机关依法提出。"),
    ("organs", "您反映的事项由党委、人大、政协、监察、审判、检察机关或者军队办理，请直接向该机关反映。"),
    ("unlawful", "您的诉求不符合法律法规或者公序良俗，本机关不能办理。"),
    ("empty", "您没有说明需要办理的具体事项。请写明时间、地点和要求后再次提出。"),
]  # fmt: skip
PAUSES = [("person", 10), ("procedure", 60), ("force", 20), ("other-case", 60)]


def forward(apps, schema_editor):
    grounds = apps.get_model("hotline", "EndGround").objects
    for reason, way in WAYS:
        grounds.create(reason=reason, way=way, valid_from=SINCE, basis=NOT_OURS)
    pauses = apps.get_model("hotline", "PauseRule").objects
    for cause, days in PAUSES:
        pauses.create(cause=cause, days=days, valid_from=SINCE, basis=USUAL)


class Migration(migrations.Migration):
    dependencies = [("hotline", "0026_main_cases")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
