"""Letters leave once their cause is committed, once each, again after a failure, and never vanish."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections, transaction

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.notices import actions, copies, delivery, still
from huiyin.notices.models import Notice
from huiyin.notices.senders import UndeliverableError
from huiyin.personal import retention

HERE = "huiyin.notices.tests.test_delivery"
left: list[int] = []
fault: list[BaseException] = []


def gateway(notice):
    """A gateway as a house may have one: takes letters, or breaks as a test wants it to."""
    if fault:
        raise fault[0]
    left.append(notice.pk)


def dies_after_sending(notice):
    left.append(notice.pk)
    raise KeyboardInterrupt


def dies_with_the_first(notice):
    left.append(notice.pk)
    if left.count(notice.pk) == 2:
        raise KeyboardInterrupt


def of_texts(notice):
    """The mail goes, the gateway of text messages is dead."""
    if notice.channel == "sms":
        raise TimeoutError
    left.append(notice.pk)


@pytest.fixture(autouse=True)
def way_out(settings, tmp_path):
    left.clear()
    fault.clear()
    settings.HOME = tmp_path
    settings.NOTICE_SENDERS = dict.fromkeys(("email", "sms", "wechat"), f"{HERE}.gateway")
    return settings.NOTICE_SENDERS


@pytest.fixture
def queue(bureau, morning):
    def put(recipient="wei@example.cn", body="您的申请已答复。", channel="email", subject="答复"):
        with transaction.atomic():
            return actions.queue(channel, recipient, subject, body, about=bureau, at=morning)

    return put


def deliver(at):
    return str(delivery.deliver(clock=lambda: at))


def test_a_letter_leaves_once(queue, morning):
    notice = queue()
    assert deliver(morning - timedelta(seconds=1)) == "0 sent, 0 postponed, 0 failed"
    assert deliver(morning) == "1 sent, 0 postponed, 0 failed"
    assert deliver(morning + timedelta(days=9)) == "0 sent, 0 postponed, 0 failed"
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts, notice.claimed_at) == (morning, 1, None)
    assert left == [notice.pk]


def test_it_shares_the_fate_of_its_cause(queue, bureau, morning):
    def cause():
        with transaction.atomic():
            actions.queue("email", "a@b.cn", "x", "y", about=bureau, at=morning)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        cause()
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_not_outside_a_transaction(bureau, morning):
    with pytest.raises(transaction.TransactionManagementError):
        actions.queue("email", "a@b.cn", "x", "y", about=bureau, at=morning)


@pytest.mark.parametrize(("channel", "recipient"), [("pigeon", "a@b.cn"), ("email", " ")])
def test_what_cannot_be_a_letter_is_refused(bureau, morning, channel, recipient):
    with pytest.raises(ValueError, match=r"pigeon|recipient"), transaction.atomic():
        actions.queue(channel, recipient, "x", "y", about=bureau, at=morning)


def test_recipient_and_text_are_encrypted(queue):
    queue(recipient="wei@example.cn", body="身份证核验通过")
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, body FROM notices_notice")
        stored = "".join(cursor.fetchone())
    assert "wei" not in stored
    assert "身份证" not in stored


def test_pauses_grow_until_it_is_given_up(queue, morning):
    notice, at, pauses = queue(), morning, []
    fault.append(OSError("mail server away"))
    for _ in range(delivery.ATTEMPTS - 1):
        assert deliver(at) == "0 sent, 1 postponed, 0 failed"
        notice.refresh_from_db()
        pauses.append((notice.next_try_at - at).total_seconds() / 60)
        at = notice.next_try_at
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert deliver(at) == "0 sent, 0 postponed, 1 failed"
    notice.refresh_from_db()
    assert notice.has_failed
    assert "mail server away" in notice.failed_reason
    assert deliver(at + timedelta(days=30)) == "0 sent, 0 postponed, 0 failed"


def test_what_can_never_arrive_is_given_up_at_once(queue, morning):
    queue()
    fault.append(UndeliverableError("没有这个邮箱"))
    assert deliver(morning) == "0 sent, 0 postponed, 1 failed"
    assert Notice.objects.failed().get().failed_reason == "没有这个邮箱"


def test_a_silent_gateway_does_not_hold_up_the_timetable(queue, morning):
    for _ in range(10):
        queue()
    fault.append(TimeoutError())
    assert deliver(morning) == f"0 sent, {delivery.PATIENCE} postponed, 0 failed"
    fault.clear()
    assert deliver(morning) == "7 sent, 0 postponed, 0 failed"


def test_a_dead_channel_holds_no_other_back(queue, morning, way_out, monkeypatch):
    monkeypatch.setattr(delivery, "AT_ONCE", 5)
    for _ in range(12):
        queue(channel="sms", recipient="13800005678")
    letter = queue()
    way_out.update(dict.fromkeys(way_out, f"{HERE}.of_texts"))
    assert deliver(morning) == f"1 sent, {delivery.PATIENCE} postponed, 0 failed"
    assert left == [letter.pk]


def test_a_letter_that_cannot_be_written_anew_holds_no_other_back(queue, morning, monkeypatch):
    """What search or a record says when it leaves may fail as a gateway does."""
    for name in ("wei", "li"):
        queue(f"{name}@example.cn")
    first, second = Notice.objects.order_by("pk")

    def writer(notice):
        if notice.pk == first.pk:
            raise RuntimeError("检索没有应答")
        return still.Letter(notice.subject, notice.body)

    monkeypatch.setitem(still._writers, first.subject_type, writer)
    assert deliver(morning) == "1 sent, 1 postponed, 0 failed"
    assert left == [second.pk]
    first.refresh_from_db()
    assert first.failed_reason == "RuntimeError: 检索没有应答"
    assert (first.claimed_at, first.next_try_at > morning) == (None, True)


def test_dying_between_sending_and_marking_sends_at_most_once_more(queue, morning, way_out):
    notice, other = queue(), queue()
    way_out["email"] = f"{HERE}.dies_after_sending"
    with pytest.raises(KeyboardInterrupt):
        deliver(morning)
    way_out["email"] = f"{HERE}.gateway"
    Notice.objects.filter(pk=other.pk).update(next_try_at=morning - timedelta(minutes=1))
    other.refresh_from_db()
    way_out["email"] = f"{HERE}.dies_with_the_first"
    with pytest.raises(KeyboardInterrupt):
        deliver(morning)
    assert left == [notice.pk, other.pk, notice.pk], "the next run goes on at once"
    way_out["email"] = f"{HERE}.gateway"
    assert deliver(morning) == "0 sent, 0 postponed, 1 failed"
    assert Counter(left) == {notice.pk: 2, other.pk: 1}
    assert Notice.objects.failed().get().failed_reason == delivery.UNKNOWN


def test_one_death_is_survived(queue, morning, way_out):
    notice = queue()
    way_out["email"] = f"{HERE}.dies_after_sending"
    with pytest.raises(KeyboardInterrupt):
        deliver(morning)
    way_out["email"] = f"{HERE}.gateway"
    assert deliver(morning) == "1 sent, 0 postponed, 0 failed"
    assert left == [notice.pk] * 2


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_letter_once(queue, morning):
    keys = [queue().pk for _ in range(20)]
    gate, faults = threading.Barrier(4), []

    def work():
        try:
            gate.wait()
            delivery.deliver(clock=lambda: morning)
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert Counter(left) == dict.fromkeys(keys, 1)
    assert Notice.objects.filter(sent_at__isnull=False, attempts=1).count() == 20


def test_mail(queue, morning, way_out):
    way_out["email"] = "huiyin.notices.senders.email"
    notice = queue(subject="一行\r\nBcc: x@y.cn")
    bad = queue(recipient="not an address")
    assert deliver(morning) == "1 sent, 0 postponed, 1 failed"
    (sent,) = mail.outbox
    assert (sent.to, sent.body) == ([notice.recipient], notice.body)
    assert sent.subject == "一行 Bcc: x@y.cn"
    assert str(notice.key) in sent.message()["Message-ID"]
    bad.refresh_from_db()
    assert "不是有效的邮箱" in bad.failed_reason


def test_spool_writes_one_whole_file_a_letter(queue, morning, way_out, tmp_path):
    way_out["sms"] = "huiyin.notices.senders.spool"
    queue(channel="sms", recipient="13800005678", body="查询码请妥善保管。")
    assert deliver(morning) == "1 sent, 0 postponed, 0 failed"
    (file,) = (tmp_path / "spool").iterdir()
    text = file.read_text(encoding="utf-8")
    assert file.suffix == ".txt"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "收件人：13800005678\n" in text
    assert text.endswith("\n\n查询码请妥善保管。\n")


def test_sending_again(queue, morning, actor, robot):
    notice = queue()
    fault.append(UndeliverableError("拒收"))
    deliver(morning)
    fault.clear()
    with pytest.raises(PermissionDenied):
        actions.resend(notice, actor=actor("foi.view_register"), at=morning)
    actions.resend(notice, actor=actor(actions.PERMISSION), at=morning)
    assert deliver(morning) == "1 sent, 0 postponed, 0 failed"
    with pytest.raises(ValidationError, match="已经发出"):
        actions.resend(notice, actor=robot, at=morning)


def test_the_desk_shows_what_failed(client, queue, morning):
    queue(recipient="wei.lan@example.cn")
    fault.append(UndeliverableError("对方拒收"))
    deliver(morning)
    notice = Notice.objects.get()
    client.force_login(User.objects.create_superuser("boss", password="x", name="站长"))
    page = client.get("/desk/notices/").content.decode()
    assert "对方拒收" in page
    assert "wei.lan" not in page
    assert client.post(f"/desk/notices/{notice.pk}/resend/")["Location"] == "/desk/notices/"
    notice.refresh_from_db()
    assert not notice.has_failed
    assert client.post("/desk/notices/999/resend/").status_code == 404
    client.force_login(User.objects.create_user("nobody", password="x", name="某"))
    assert client.get("/desk/notices/").status_code == 403


def test_text_goes_after_ninety_days(queue, morning, robot):
    notice, waiting = queue(), queue()
    deliver(morning)
    Notice.objects.filter(pk=waiting.pk).update(sent_at=None, next_try_at=morning)
    rule = next(rule for rule in retention.rules() if rule.key == "notices.text")
    assert retention.apply(rule, at=morning + timedelta(days=89)) == 0
    assert retention.apply(rule, at=morning + timedelta(days=91)) == 1
    assert retention.apply(rule, at=morning + timedelta(days=91)) == 0
    notice.refresh_from_db()
    assert (notice.recipient, notice.body, notice.sent_at) == ("", "", morning)
    waiting.refresh_from_db()
    assert waiting.body


def test_a_copy_holds_every_letter_until_it_is_taken_over(queue, morning, robot):
    queue()
    copies.begin("a.huiyin", made_at=morning, at=morning)
    for minutes in (0, 60, 60 * 24 * 9):
        at = morning + timedelta(minutes=minutes)
        assert deliver(at) == "1 held: a restored copy sends nothing"
    assert (left, Notice.objects.get().attempts) == ([], 0)
    assert copies.take_over("演示", actor=robot, at=morning) == 1
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.facts["reason"]) == ("notices.copy.take-over", "演示")
    assert deliver(morning) == "1 sent, 0 postponed, 0 failed"
