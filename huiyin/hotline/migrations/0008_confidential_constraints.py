from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hotline", "0007_reports_confidential")]

    operations = [
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("request_kind", "report"), _negated=True),
                    ("is_confidential", True),
                    models.Q(("open_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="hotline_report_confidential",
            ),
        ),
        migrations.AddConstraint(
            model_name="servicerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_confidential", False), ("published_at__isnull", True), _connector="OR"
                ),
                name="hotline_confidential_not_public",
            ),
        ),
    ]
