"""建议提案办理 on the gap board (代表法第五十二条: the report on the handling is published)."""

from huiyin.casework.disclosed import Source, by_agency, declare

from .models import Proposal

declare(
    Source(
        "20-15",
        "建议提案办理台账",
        "/proposals/",
        lambda: by_agency(Proposal.objects.public(), "replied_on"),
    )
)
