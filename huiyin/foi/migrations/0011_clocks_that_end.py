from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foi", "0010_as_of_a_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="paused_until",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="中止计时至"
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="what",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "超过一个工作日未确认收到"),
                    ("due-soon", "三个工作日内到期"),
                    ("overdue", "已超期"),
                    ("silent", "征求意见期限届满，对方未答复"),
                    ("unreceived", "征求意见已经发出，没有登记对方收到的日期"),
                    ("uncorrected", "补正期限届满，可按逾期不补正办结"),
                    ("unexplained", "说明理由期限届满"),
                    ("unpaid", "缴费期限届满，可按逾期未缴费办结"),
                    ("hearing", "听证（开庭）临近"),
                    ("reply", "复议答复（应诉答辩）期限临近"),
                ],
                max_length=16,
                verbose_name="事项",
            ),
        ),
    ]
