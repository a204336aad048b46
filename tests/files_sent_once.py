"""What is entered with a file, for the table of `test_once`: a file is read anew for each sending."""

import re

from huiyin.planning.models import Document
from huiyin.planning.tests.files import plan_file

KEY = re.compile(r'name="form_key" value="([^"]+)"')


def test_a_document_with_its_file_is_registered_once(clerk, bureau):
    address = "/desk/plan-documents/new/"
    values = {
        "name": "2026年工作要点", "issuer": "云川市人民政府", "issued_on": "2026-01-20",
        "year": "2026", "form_key": KEY.search(clerk.get(address).text)[1],
    }  # fmt: skip

    def send():
        return clerk.post(
            address, values | {"file": plan_file("一、整治市容市貌环境（办公室负责）")}
        )

    first, again = send(), send()
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert Document.objects.get().items.count() == 1
