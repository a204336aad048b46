"""The files of a dataset: what the catalogue says is what the address serves, and nothing is old."""

import csv
import dataclasses
import hashlib
import threading
import time
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine

from huiyin.hotline import actions as hotline
from huiyin.hotline.tests import trial as questions
from huiyin.licensing import actions
from huiyin.licensing.models import Licence
from huiyin.opendata import kept, others, tasks
from huiyin.web.kept import memory
from huiyin.web.publiclists import PublicList

pytestmark = pytest.mark.django_db
CSV = "/data/licences/2020.csv"


@pytest.fixture(autouse=True)
def clock(morning, monkeypatch, settings, tmp_path):
    settings.HOME = tmp_path
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    with time_machine.travel(morning, tick=False) as moved:
        yield moved


@pytest.fixture
def two(licence, robot, morning):
    """Two public licences of 2020."""
    return [
        actions.publish(licence(f"云城管许字〔2020〕{number}号"), actor=robot, at=morning)
        for number in (1, 2)
    ]


def dataset(year="2020", key="licences"):
    return next(one for one in others.find(key).datasets() if one.year == year)


def body(response):
    return b"".join(response.streaming_content)


def withdraw(record, robot, morning):
    record = Licence.objects.get(pk=record.pk)
    actions.withdraw(record, reason="含第三人信息", actor=robot, at=morning + timedelta(minutes=1))


@pytest.mark.parametrize("form", kept.FORMS)
def test_size_and_digest_are_those_of_what_is_served(form, two, client):
    response = client.get(f"/data/licences/2020.{form}")
    content, file = body(response), kept.current(dataset()).files[form]
    assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.digest)
    assert response["Content-Length"] == str(len(content))
    assert response["ETag"] == f'"{file.digest}"'
    told = response["Repr-Digest"].removeprefix("sha-256=:").removesuffix(":")
    assert b64decode(told).hex() == file.digest


def test_only_one_of_two_csv_bears_the_mark(two, client):
    plain, marked = body(client.get(CSV)), body(client.get("/data/licences/2020.excel.csv"))
    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.decode().splitlines()[0].startswith("行政许可决定文书号")


def test_what_is_taken_down_leaves_the_files_with_the_next_request(two, client, robot, morning):
    before = body(client.get(CSV)).decode()
    digest = kept.current(dataset()).files["csv"].digest
    withdraw(two[0], robot, morning)
    assert kept.current(dataset()) is None
    after = body(client.get(CSV)).decode()
    assert "〔2020〕1号" in before
    assert "〔2020〕1号" not in after
    assert "〔2020〕2号" in after
    assert kept.current(dataset()).files["csv"].digest != digest


def test_nothing_of_what_was_taken_down_stays_on_the_disk(two, client, robot, morning):
    body(client.get(CSV))
    withdraw(two[0], robot, morning)
    assert tasks.make().endswith("done, 0 removed")
    there = [place.read_bytes() for place in (kept.folder() / "licences").rglob("*.csv")]
    assert there
    assert not any("〔2020〕1号".encode() in content for content in there)


def test_a_year_of_which_nothing_is_left_is_gone(two, client, robot, morning):
    body(client.get(CSV))
    for record in two:
        withdraw(record, robot, morning)
    assert client.get(CSV).status_code == 404
    assert client.get("/data/licences/2020/").status_code == 404
    assert client.get("/data/licences/").status_code == 404
    assert tasks.make().endswith("done, 1 removed")
    assert not (kept.folder() / "licences" / "2020").exists()


def test_the_day_alone_makes_an_answer_old(two, clock):
    kept.make(dataset())
    clock.shift(timedelta(days=1))
    assert kept.current(dataset()) is None


def test_the_same_rows_are_the_same_bytes(two, clock):
    first = kept.make(dataset())
    clock.shift(timedelta(days=1))
    second = kept.make(dataset())
    assert first.files == second.files
    assert second.changed_at is None


def test_other_rows_are_a_change(two, robot, morning, clock):
    kept.make(dataset())
    withdraw(two[0], robot, morning)
    clock.shift(60)
    assert kept.make(dataset()).changed_at == morning + timedelta(minutes=1)


def test_a_lost_file_is_made_again(two, client):
    for place in kept.folder().rglob("*.csv"):
        place.unlink()
    kept.make(dataset())
    next(kept.folder().rglob("*[!l].csv")).unlink()
    assert body(client.get(CSV)).decode().count("号") > 1


def test_an_unchanged_file_is_not_sent_again(two, client):
    etag = client.get(CSV)["ETag"]
    again = client.get(CSV, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_current_answer_reads_no_record(two, client, monkeypatch, django_assert_max_num_queries):
    body(client.get(CSV))
    monkeypatch.setattr(PublicList, "rows", None)
    with django_assert_max_num_queries(3):
        assert client.get(CSV).status_code == 200


def test_the_newest_day_is_that_of_the_last_publication(two):
    assert dataset().part.newest == date(2026, 3, 3)
    assert dataset().part.records == 2


def test_of_several_that_want_it_made_one_reads_the_rows(two, monkeypatch):
    """Whoever comes while another one makes it waits, and gets that answer."""
    wanted, reads, began = dataset(), [], threading.Event()
    state, read = kept.state_of(wanted), kept._spooled

    def slowly(of, spool):
        reads.append(of.name)
        began.set()
        time.sleep(0.5)
        return read(of, spool)

    monkeypatch.setattr(kept, "_spooled", slowly)
    monkeypatch.setattr(kept, "state_of", lambda of: state)
    rows = list(wanted.series.rows(wanted.year))
    held = dataclasses.replace(wanted.series, rows=lambda year: iter(rows))
    wanted = dataclasses.replace(wanted, series=held)
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(kept.answer_of, wanted)
        assert began.wait(10)
        others_ = [threads.submit(kept.answer_of, wanted) for _ in range(2)]
        answers = {one.result().made_at for one in (first, *others_)}
    assert (len(answers), reads) == (1, ["licences-2020"])


def test_who_waits_too_long_is_asked_to_come_back(two, client, monkeypatch):
    monkeypatch.setattr(kept, "LONGEST", 0)
    with kept._alone(dataset()):
        for address in (CSV, "/data/licences/2020/"):
            response = client.get(address)
            assert (response.status_code, response["Retry-After"]) == (503, "10")
            assert "正在生成" in response.text
        assert client.get("/data/catalog.ttl")["X-Not-Kept"] == "1"
    assert client.get(CSV).status_code == 200


@pytest.fixture
def answer(bureau, robot, morning):
    """A question that was published with its answer."""
    who = {"actor": robot, "at": morning}
    unit = bureau.units.first()
    asked = questions.request(bureau, subject="路灯不亮", caller_phone="13900000001")
    asked = questions.answered(hotline.register(asked, **who), robot, morning, "已经修好。", unit)
    shown = {
        "public_subject": "路灯不亮",
        "public_content": "三天了",
        "public_answer": "已经修好。",
    }
    return hotline.publish(hotline.propose(asked, **shown, **who), **who)


def test_published_answers_are_a_dataset_of_what_their_page_says(answer, client):
    text = body(client.get("/data/messages/2026.csv")).decode()
    head, row = list(csv.reader(text.splitlines()))
    assert head[:4] == ["类型", "标题", "留言", "收到日期"]
    assert (row[1], row[2], row[4]) == ("路灯不亮", "三天了", "已经修好。")
    assert "13900000001" not in text
