"""Licences in the register of subjects."""

from huiyin.subjects.kinds import Kind, declare

from .holders import holder
from .models import Licence

declare(
    Kind(
        "行政许可",
        Licence,
        holder,
        lambda: Licence.objects.public().select_related("matter"),
        lambda licence: (licence.matter.name, licence.reference, licence.decided_on),
        "licence",
    )
)
