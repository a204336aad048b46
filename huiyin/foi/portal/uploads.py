"""Files that an applicant uploads: checked, or refused with the reason."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest

from huiyin.files import intake
from huiyin.files.limit import dropped, too_large
from huiyin.files.models import StoredFile
from huiyin.foi.public_forms import PublicForm

MOST_FILES = 10
Checked = tuple[str, intake.Kind, bytes]


def taken(
    request: HttpRequest, form: PublicForm, name: str, kinds: frozenset[intake.Kind], room: int
) -> list[Checked]:
    """The uploads of a field that may be kept; what may not be is said at the field."""
    uploads: list[UploadedFile] = request.FILES.getlist(name)
    good: list[Checked] = []
    if name in dropped(request):
        form.add_error(name, too_large())
    if len(uploads) > room:
        form.add_error(name, f"最多上传 {MOST_FILES} 个文件，请合并后再上传")
        return []
    for upload in uploads:
        try:
            good.append(intake.check(upload, kinds))
        except ValidationError as error:
            form.add_error(name, error)
    return good


@transaction.atomic
def kept(checked: list[Checked]) -> list[StoredFile]:
    return [intake.keep(*one) for one in checked]
