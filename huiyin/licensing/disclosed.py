"""行政许可 on the gap board."""

from huiyin.casework.disclosed import Source, by_agency, declare

from .models import Licence

declare(
    Source(
        "20-05",
        "行政许可公示台账",
        "/licences/",
        lambda: by_agency(Licence.objects.public(), "published_on"),
    )
)
