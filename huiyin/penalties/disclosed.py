"""行政处罚 on the gap board."""

from huiyin.casework.disclosed import Source, by_agency, declare

from .models import Penalty

declare(
    Source(
        "20-06",
        "行政处罚公示台账",
        "/penalties/",
        lambda: by_agency(Penalty.objects.public(), "published_on"),
    )
)
