"""依申请公开 on the gap board: every agency takes applications online."""

from huiyin.casework.disclosed import Counted, Source, declare
from huiyin.organisations.models import Organisation


def _applying() -> Counted:
    return dict.fromkeys(Organisation.objects.agencies().values_list("pk", flat=True), (1, None))


declare(Source("依申请公开", "网上申请", "/apply/", _applying))
