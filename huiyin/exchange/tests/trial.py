"""The table of moves of a batch: from where to where, by which right."""

from datetime import date

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.commitments import actions as commitments
from huiyin.commitments.tests.trial import commitment
from huiyin.exchange.actions import SEND, prepare, workflow
from huiyin.exchange.answers import Answer
from huiyin.exchange.models import Batch, Result
from huiyin.files.models import StoredFile
from huiyin.licensing import actions as licences
from huiyin.licensing.tests.trial import licence

ALL = ("packed", "sent", "answered")
OUT = ("sent", "answered")
ROBOT = system("test")


def published(bureau, at, **values):
    """A licence on public view."""
    one = licences.register(
        licence(bureau, **{"valid_to": date(2099, 12, 31), **values}), actor=ROBOT, at=at
    )
    return licences.publish(one, actor=ROBOT, at=at)


def begin(scene, actor):
    """A batch of licences; of commitments while one of licences still has to be uploaded."""
    if Batch.objects.filter(content="licences", state="packed").exists():
        one = commitment(scene.bureau, perform_by=date(2099, 1, 1))
        commitments.publish(
            commitments.register(one, actor=ROBOT, at=scene.at), actor=ROBOT, at=scene.at
        )
        return prepare(scene.bureau, "commitments", actor=actor, at=scene.at)
    published(scene.bureau, scene.at)
    return prepare(scene.bureau, "licences", actor=actor, at=scene.at)


def only(batch):
    return batch.rows.first().reference


def answers(result=Result.ACCEPTED, said=""):
    return lambda batch: {
        "table": [Answer(row.reference, result, said) for row in batch.rows.all()]
    }


def by_hand(result=Result.ACCEPTED, said=""):
    return lambda batch: {"reference": only(batch), "result": result, "said": said}


def sent_back(batch):
    """The platform has returned the row."""
    batch.rows.update(result=Result.REFUSED, said="法定代表人不符")
    return batch


def spoilt(batch):
    """What was read back is not what the ledger says."""
    Batch.objects.filter(pk=batch.pk).update(differences=1)
    return Batch.objects.get(pk=batch.pk)


def without_file(batch):
    """The file has been kept long enough."""
    StoredFile.objects.filter(pk=batch.file_id).update(content="")
    return Batch.objects.get(pk=batch.pk)


AGAIN = {"reason": "平台误判，已电话核实"}
TRIAL = Trial(
    workflow,
    starts={"make": Start(SEND, make=begin)},
    ways={
        "sent": ["make", "upload"],
        "answered": ["make", "upload", "take_in"],
        "packed": ["make"],
        "voided": ["make", "void"],
    },
    moves={
        "upload": (
            Row(SEND, to={"packed": "sent"}, arguments={"platform_number": "XY-1"}),
            Row(SEND, unmet=("packed",), before=(spoilt,)),
        ),
        "recheck": (
            Row(SEND, to=stays(*ALL)),
            Row(SEND, unmet=ALL, before=(without_file,)),
        ),
        "take_in": Row(SEND, to=dict.fromkeys(OUT, "answered"), arguments=answers()),
        "answer": Row(SEND, to=dict.fromkeys(OUT, "answered"), arguments=by_hand()),
        "resend": (
            Row(
                SEND, to=stays(*OUT), before=(sent_back,),
                arguments=lambda batch: {"reference": only(batch), **AGAIN},
            ),
            Row(
                SEND, unmet=OUT, arguments=lambda batch: {"reference": only(batch), **AGAIN}
            ),
        ),
        "void": Row(SEND, to={"packed": "voided"}, arguments={"reason": "记录有误"}),
    },
)  # fmt: skip
