"""Two codes of one body: read under one after a second person confirmed it, apart again when parted."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.audit.models import Entry
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.letters.models import PaperCode
from huiyin.licensing import actions as licensing
from huiyin.subjects import statements, unifying
from huiyin.subjects.models import Subject, SubjectKind, Unification
from huiyin.web.kept import memory

pytestmark = pytest.mark.django_db
CODE, OLD, THIRD = "91341799MA2TEX01KJ", "91341799MA2TEX02F7", "91341799MA2TEX038J"
NEW_NAME, OLD_NAME = "云溪市样例建设有限公司", "云溪市样例建材厂"
PERSON = {"holder_kind": "自然人", "holder_name": "周小明", "holder_uscc": ""}
GROUNDS = "登记机关通知书载明换发新代码"
RIGHTS = (unifying.PROPOSE, unifying.CONFIRM)


@pytest.fixture(autouse=True)
def pages_are_looked_up_anew(monkeypatch):
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def pair(licence, who):
    """A public licence of each code."""
    new = licensing.publish(licence(), **who)
    old = licence(reference="云城管许字〔2020〕2号", holder_uscc=OLD, holder_name=OLD_NAME)
    return new, licensing.publish(old, **who)


@pytest.fixture
def propose(bureau, actor, morning):
    clerk = actor(*RIGHTS, name="张测试")

    def make(kept=CODE, joined=OLD):
        new = Unification(agency=bureau, kept_code=kept, joined_code=joined, grounds=GROUNDS)
        return unifying.register(new, actor=clerk, at=morning)

    return make


@pytest.fixture
def head(actor, morning):
    return {"actor": replace(actor(*RIGHTS, name="李复核"), key="2"), "at": morning}


@pytest.fixture
def joined(pair, propose, head):
    return unifying.confirm(propose(), **head)


def test_nothing_changes_before_a_second_person_confirms(pair, propose, head, actor, morning):
    one = propose()
    assert OLD_NAME in Client().get(f"/subjects/{OLD}/").content.decode()
    with pytest.raises(MoveForbiddenError):
        unifying.confirm(one, actor=actor(*RIGHTS, name="张测试"), at=morning)
    unifying.confirm(one, **head)
    assert Client().get(f"/subjects/{OLD}/")["Location"] == f"/subjects/{CODE}/"


def test_rows_names_and_codes_are_read_under_the_one_that_holds(joined, pair, admin_client):
    new, old = pair
    public = Client().get(f"/subjects/{CODE}/").content.decode()
    assert all(record.reference in public for record in pair)
    assert Client().get(f"/subjects/{OLD}/statement/")["Location"] == f"/subjects/{CODE}/statement/"
    desk = admin_client.get(f"/desk/subjects/{old.subject_id}/")
    assert desk["Location"] == f"/desk/subjects/{new.subject_id}/"
    page = admin_client.get(desk["Location"]).content.decode()
    for said in (new.reference, old.reference, NEW_NAME, OLD_NAME, CODE, OLD, joined.reference):
        assert said in page
    found = admin_client.get("/desk/subjects/", {"q": OLD}).content.decode()
    assert f'href="/desk/subjects/{new.subject_id}/"' in found
    assert f'href="/desk/subjects/{old.subject_id}/"' not in found


def test_statements_list_both_and_an_older_one_says_that_it_has_changed(
    pair, bureau, propose, head, who
):
    before = {
        one.uscc: statements.issue_public(one, bureau, **who) for one in Subject.objects.all()
    }
    one = unifying.confirm(propose(), **head)
    for paper in before.values():
        code = PaperCode.objects.get(file=paper.pdf).code
        assert "出具以后记录有了变化" in Client().get(f"/verify/{code}/").content.decode()
        address = f"/subjects/{paper.subject.uscc}/statement/{code}.pdf"
        gone = Client().get(address)
        assert gone.status_code == 410
        assert f'href="/subjects/{CODE}/"' in gone.content.decode()
    kept = Subject.objects.get(uscc=CODE)
    assert statements.issue_public(kept, bureau, **who) not in before.values()
    unifying.part(one, reason="登记机关证明是两个单位", **head)
    for paper in before.values():
        assert paper.now().why == "记录到今天没有变化"


def test_parting_leaves_each_with_what_it_had_and_has_got_since(joined, pair, licence, head, who):
    later = licence(reference="云城管许字〔2020〕3号", holder_uscc=OLD, holder_name=OLD_NAME)
    licensing.publish(later, **who)
    assert later.reference in Client().get(f"/subjects/{CODE}/").content.decode()
    unifying.part(joined, reason="登记机关证明是两个单位", **head)
    new, old = (Client().get(f"/subjects/{code}/").content.decode() for code in (CODE, OLD))
    assert (later.reference in new, later.reference in old) == (False, True)
    assert (OLD_NAME in new, OLD_NAME in old) == (False, True)
    verbs = Entry.objects.filter(verb__startswith="subjects.unification.").order_by("pk")
    said = [verb.rsplit(".", 1)[1] for verb in verbs.values_list("verb", flat=True)]
    assert said == ["register", "confirm", "part"]


def test_persons_are_joined_by_their_digests_alone(licence, propose, head, admin_client):
    first = licence(**PERSON, holder_id="11010519491231002X")
    second = licence(reference="云城管许字〔2020〕2号", **PERSON, holder_id="110105491231002")
    one = propose(first.subject.short_digest, second.subject.short_digest)
    unifying.confirm(one, **head)
    page = admin_client.get(f"/desk/subjects/{first.subject_id}/").content.decode()
    assert second.reference in page
    record = admin_client.get(one.get_absolute_url()).content.decode()
    for text in ("周小明", "11010519491231002X", "110105491231002"):
        assert text not in f"{record}{list(Unification.objects.values_list())}"


@pytest.mark.parametrize(
    ("kept", "joined", "refusal"),
    [
        pytest.param(CODE, CODE, "已经是同一个主体", id="one and the same"),
        pytest.param(CODE, THIRD, "请填写本机关台账里有记录", id="no record here"),
        pytest.param(CODE, "张三", "请填写本机关台账里有记录", id="no code"),
    ],
)
def test_what_cannot_be_one_is_refused(kept, joined, refusal, pair, propose):
    with pytest.raises(ValidationError, match=refusal):
        propose(kept, joined)


def test_another_kind_is_not_the_same_body(pair, licence, propose):
    trader = "92341799MA2TEX01KF"
    licence(
        reference="云城管许字〔2020〕4号", holder_uscc=trader, holder_kind="个体工商户",
        holder_name="云溪市样例小吃店",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="不能归并"):
        propose(CODE, trader)


def test_joined_once_and_never_in_a_chain(joined, licence, propose):
    licence(reference="云城管许字〔2020〕5号", holder_uscc="91341799MA2TEX046D", holder_name="甲厂")
    for kept, other in ((OLD, "91341799MA2TEX046D"), ("91341799MA2TEX046D", CODE)):
        with pytest.raises(ValidationError):
            propose(kept, other)


def test_what_turns_out_to_be_a_trader_leaves_the_public_page(joined, pair, admin_client):
    _, old = pair
    Subject.objects.filter(pk=old.subject_id).update(kind=SubjectKind.SOLE_TRADER)
    assert old.reference not in Client().get(f"/subjects/{CODE}/").content.decode()
    assert Client().get(f"/subjects/{OLD}/").status_code == 404
    desk = admin_client.get(f"/desk/subjects/{joined.kept_id}/").content.decode()
    assert old.reference in desk


def test_whoever_sees_only_records_of_the_joined_one_sees_the_body(
    licence, other_bureau, propose, head, desk, pair
):
    other = licence(
        reference="云水许字〔2020〕1号", agency=other_bureau, holder_uscc=OLD, holder_name=OLD_NAME
    )
    unifying.confirm(propose(), **head)
    client = desk("行政审批岗", agency=other_bureau)
    page = client.get(f"/desk/subjects/{other.subject_id}/", follow=True).content.decode()
    assert other.reference in page
    assert not any(record.reference in page for record in pair)


def test_both_are_asked_for_at_the_desk(pair, desk, person):
    clerk = desk("行政审批岗")
    page = clerk.get(f"/desk/subjects/{pair[0].subject_id}/").content.decode()
    address = f"/desk/unifications/new/?kept_code={CODE}"
    assert address in page
    assert f'value="{CODE}"' in clerk.get(address).content.decode()
    sent = {"kept_code": CODE, "joined_code": OLD, "grounds": GROUNDS}
    answer = clerk.post("/desk/unifications/new/", sent)
    assert answer.status_code == 302
    assert clerk.post(f"{answer['Location']}confirm/", {}).status_code == 403
    head = desk("行政审批负责人", username="head")
    assert "确认归并" in head.get("/desk/").content.decode()
    assert head.post(f"{answer['Location']}confirm/", {}).status_code == 302
    assert Subject.objects.get(uscc=OLD).held_by.uscc == CODE
