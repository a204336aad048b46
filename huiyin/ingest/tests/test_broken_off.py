"""An import that is killed in the middle says so, and the same import goes on from there."""

import io

import pytest
from django.core.management import call_command

from huiyin.disclosure.models import DocumentPage
from huiyin.ingest import batches
from huiyin.ingest.ledgers import sorting, storing
from huiyin.ingest.models import Batch
from huiyin.ingest.pages import store
from huiyin.licensing.models import Licence

from .ledger_rows import LICENCE, book
from .pages_markups import importer_of, saved

pytestmark = pytest.mark.django_db


def killed(*args, **details):
    raise KeyboardInterrupt


def said():
    return batches.descriptions(Batch.objects.broken_off())


def ledger(folder, bureau, robot, morning, patch, take):
    """Five rows, two a transaction; killed in the second one."""
    rows = [
        LICENCE | {"行政许可决定文书号": f"云城管许字〔2020〕{number}号"} for number in range(1, 6)
    ]
    patch.setattr(sorting, "STEP", 2)
    register, calls = storing.Store._register, []

    def second_dies(self, batch, part):
        calls.append(part)
        return killed() if len(calls) == 2 else register(self, batch, part)

    patch.setattr(storing.Store, "_register", second_dies)
    content = book(*rows).getvalue()  # a workbook written a second later has another digest
    return lambda: take("licences", io.BytesIO(content)), Licence, 2, 5


def pages(folder, bureau, robot, morning, patch, take):
    """Three pages; killed in the third one."""
    put = importer_of(folder, bureau, robot, morning)
    files = {
        f"{number}.html": saved(
            number=f"11341799MB1Q00017E/202005-0000{number}", title=f"第{number}条信息"
        )
        for number in (1, 2, 3)
    }
    patch.setattr(store, "NOTED", 1)
    take_page, calls = store.Importer._take, []

    def third_dies(self, tree, file):
        calls.append(file)
        return killed() if len(calls) == 3 else take_page(self, tree, file)

    patch.setattr(store.Importer, "_take", third_dies)
    return lambda: put(files), DocumentPage, 2, 3


@pytest.mark.parametrize("kind", [ledger, pages])
def test_it_says_so_and_goes_on(kind, bureau, robot, morning, monkeypatch, take, tmp_path, capsys):
    with monkeypatch.context() as patch:
        run, model, before, all_ = kind(tmp_path / "pages", bureau, robot, morning, patch, take)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert model.objects.count() == before
    (broken,) = Batch.objects.broken_off()
    with batches.under_way(broken):
        assert "正在导入" in said()[0]
    assert f"没有导完：进程中断，已新增 {before}" in said()[0]
    page = tmp_path / "empty.html"
    page.write_text(saved())
    call_command("import_pages", page, dry_run=True)
    assert "没有导完" in capsys.readouterr().err, "the next command says so"
    run()
    assert model.objects.count() == all_, "no row twice"
    assert said() == []
    assert not Batch.objects.broken_off().exists()
