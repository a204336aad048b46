"""Every address of the desk × every post × two agencies, asked and sent a form.

Whoever holds the right that the table of `matrix/doors.py` (of a room, of a move) names comes in;
everybody else is refused and nothing is written. What is the first agency's is not there for whoever
works for the second, were it with every post there and an auditor's here; nothing of it is shown to
them, nor done in its name. Nothing ends in an error.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from huiyin.audit.models import Entry
from huiyin.casework.testing import Rights

from .matrix import asking, world
from .matrix.doors import ANY, DOORS, ROOMS, SITE, name_of
from .matrix.questions import Question, of_doors, of_moves, of_rooms

NAMES_AGENCIES = {"duties"}
"""Forms that offer every agency of the site by its name, which the portal lists as well."""
OF_TWO = (world.ELSEWHERE, world.BOTH)
NO_SUCH, NOTHING, REFUSED, IN, DOOR = "no such request", "nothing", "refused", "in", "sign in"


def expected(question: Question, person: asking.Person, here: int, there: int) -> str:
    if question.right is None and (person.actor.everywhere or not question.is_at_the_desk):
        return NO_SUCH
    if person.name in (world.VISITOR, world.NO_POST):
        return DOOR if person.name == world.VISITOR and question.is_at_the_desk else REFUSED
    held = person.actor.grants.get(here, frozenset())
    if not question.of_a_record:
        held |= person.actor.grants.get(there, frozenset())
    opens = question.right == ANY or any(
        least <= held for least in Rights(question.right).alternatives()
    )
    if person.actor.everywhere:
        opens = bool(question.right)
    if question.right == SITE:
        opens = person.actor.everywhere
    if opens:
        return NOTHING if question.missing else IN
    return REFUSED


def got(answer: asking.Answer, wanted: str) -> str:
    if answer.is_sign_in:
        return DOOR
    if answer.status == 405:
        return NO_SUCH
    if answer.status in (403, 404):
        return NOTHING if wanted == NOTHING and answer.status == 404 else REFUSED
    return IN if answer.lets_in else str(answer.status)


def faults(there: world.World, questions: Iterator[Question], asked: Counter[str]) -> Iterator[str]:
    here, other = there.bureau.pk, there.water.pk
    with asking.quickly() as shown:
        for question in questions:
            asking.counts.begin()
            people = there.people
            if question.right is None:  # whoever comes in gets the same
                people = [one for one in people if one.name in (world.ADMINISTRATOR, world.VISITOR)]
            for person in people:
                data = question.asked_of(there.water if person.name in OF_TWO else there.bureau)
                wanted = expected(question, person, here, other)
                try:
                    answer = asking.ask(person, question.method, question.address, data, shown)
                except Exception as error:
                    yield f"{question} by {person.name}: {error!r}"
                    continue
                asked[question.name] += 1
                came = got(answer, wanted)
                if came != wanted:
                    yield f"{question} by {person.name}: {answer.status} is {came}, not {wanted}"
                elif came != IN and answer.written:
                    yield f"{question} by {person.name}: {answer.status}, but {answer.written}"
                is_shown = here in answer.agencies and question.name not in NAMES_AGENCIES
                if person.name == world.ELSEWHERE and is_shown:
                    yield f"{question}: shows {person.name} what is another agency's"


def trespasses(there: world.World) -> Iterator[str]:
    """Asked for the first agency by name, no door shows it to the second, or does something in it."""
    stranger = next(one for one in there.people if one.name == world.ELSEWHERE)
    last = Entry.objects.latest("pk").pk
    with asking.quickly() as shown:
        for question in (*of_doors(there), *of_rooms(there)):
            if question.right is None or question.of_a_record:
                continue
            data = question.asked_of(there.bureau)
            entries: list[int] = []

            def note(entries: list[int] = entries) -> None:
                new = Entry.objects.filter(pk__gt=last, agency_id=there.bureau.pk)
                entries.extend(new.values_list("pk", flat=True))

            answer = asking.ask(stranger, question.method, question.address, data, shown, note)
            if there.bureau.pk in answer.agencies or entries:
                yield f"{question} with {data}: {answer.status}, of another agency"


@pytest.fixture
def there(bureau, morning):
    return world.build(bureau, morning)


def test_whoever_has_the_right_comes_in_and_nobody_else(there):
    asked = Counter()
    trespassed = [
        fault
        for questions in (of_doors(there), of_rooms(there), of_moves(there))
        for fault in faults(there, questions, asked)
    ]
    trespassed += trespasses(there)
    assert not trespassed, "\n".join(trespassed)
    assert asked.keys() == {*map(name_of, DOORS), *ROOMS}
