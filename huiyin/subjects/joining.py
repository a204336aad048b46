"""Finds the subjects that holders mean, by their codes, and enters those that are new.

Set by set, for an import: a thousand holders cost a dozen statements. The tables are given, so that
a migration can do the same with the models of its time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from huiyin.common import uscc
from huiyin.personal.bulk import insert_many, unsaved

from .kinds import Holder
from .models import Scheme, Subject, SubjectCode, SubjectKind, SubjectName

Code = tuple[str, str]


@dataclass(frozen=True)
class Tables:
    """The three tables of the register."""

    subject: Any = Subject
    code: Any = SubjectCode
    name: Any = SubjectName


def codes_of(holder: Holder) -> list[Code]:
    """Scheme and code of everything but the one code; of that the part that was an organisation code."""
    codes = {scheme: code for scheme, code in holder.older.items() if code}
    if uscc.is_valid_organisation_code(part := holder.uscc[8:17]):
        codes.setdefault(Scheme.ORGANISATION.value, part)
    return list(codes.items())


class Register:
    """What the register holds of some holders, and what is to be entered."""

    def __init__(self, holders: Sequence[Holder], tables: Tables) -> None:
        self.tables = tables
        self.new: list[Any] = []
        self.changed: dict[int, Any] = {}
        self.new_codes: dict[Code, Any] = {}
        subjects = tables.subject.objects.all()
        self.by_uscc = {
            one.uscc: one for one in subjects.filter(uscc__in={h.uscc for h in holders} - {""})
        }
        self.by_digest = {
            one.digest: one
            for one in subjects.filter(digest__in={h.digest for h in holders} - {""})
        }
        asked = {pair for holder in holders for pair in codes_of(holder)}
        rows = tables.code.objects.filter(code__in={code for _, code in asked})
        self.by_code: dict[Code, Any] = {
            (row.scheme, row.code): row.subject for row in rows.select_related("subject")
        }

    def find(self, holder: Holder) -> Any:
        """The subject, new or known; None where no code tells it."""
        if holder.kind == SubjectKind.PERSON:
            return self._person(holder) if holder.digest else None
        codes = codes_of(holder)
        if not (holder.uscc or codes):
            return None
        subject = self.by_uscc.get(holder.uscc) if holder.uscc else None
        subject = subject or self._by_older(holder, codes) or self._enter(holder)
        self._tell_trader(subject, holder)
        for pair in codes:
            if pair not in self.by_code:
                self.by_code[pair] = self.new_codes[pair] = subject
        if subject.named_on is None or holder.day >= subject.named_on:
            self._rename(subject, holder)
        return subject

    def _person(self, holder: Holder) -> Any:
        known = self.by_digest.get(holder.digest)
        if known is None:
            known = self.tables.subject(kind=SubjectKind.PERSON, digest=holder.digest)
            self.by_digest[holder.digest] = known
            self.new.append(known)
        return known

    def _by_older(self, holder: Holder, codes: Iterable[Code]) -> Any:
        """One that is known by an older code; it gets the one code where it had none."""
        for pair in codes:
            known = self.by_code.get(pair)
            if known is None or (holder.uscc and known.uscc):
                continue  # an older code does not join two that have the one code each
            if holder.uscc:
                known.uscc = holder.uscc
                self.by_uscc[holder.uscc] = known
                self._note(known)
            return known
        return None

    def _enter(self, holder: Holder) -> Any:
        subject = self.tables.subject(kind=holder.kind, uscc=holder.uscc)
        if holder.uscc:
            self.by_uscc[holder.uscc] = subject
        self.new.append(subject)
        return subject

    def _tell_trader(self, subject: Any, holder: Holder) -> None:
        """One record that says so is enough, and so is the code: a sole trader's page is a person's."""
        is_trader = SubjectKind.SOLE_TRADER in (subject.kind, holder.kind)
        if (
            is_trader or uscc.is_sole_trader(subject.uscc)
        ) and subject.kind != SubjectKind.SOLE_TRADER:
            subject.kind = SubjectKind.SOLE_TRADER
            self._note(subject)

    def _rename(self, subject: Any, holder: Holder) -> None:
        if (subject.name, subject.named_on) != (holder.name, holder.day):
            subject.name, subject.named_on = holder.name, holder.day
            self._note(subject)

    def _note(self, subject: Any) -> None:
        if subject.pk is not None:
            self.changed[subject.pk] = subject

    def store(self) -> None:
        insert_many(self.new)
        changed = list(self.changed.values())
        self.tables.subject.objects.bulk_update(
            changed, ["kind", "uscc", "name", "named_on"], batch_size=100
        )
        insert_many(
            unsaved(self.tables.code, subject_id=subject.pk, scheme=scheme, code=code)
            for (scheme, code), subject in self.new_codes.items()
        )


def join(holders: Sequence[Holder], tables: Tables = Tables()) -> list[int | None]:
    """For each holder, in order, the key of its subject; within a transaction."""
    register = Register(holders, tables)
    subjects = [register.find(holder) for holder in holders]
    register.store()
    _name(
        [
            (one.pk, holder)
            for one, holder in zip(subjects, holders, strict=True)
            if one is not None
        ],
        tables,
    )
    return [None if one is None else one.pk for one in subjects]


def _name(pairs: Sequence[tuple[int, Holder]], tables: Tables) -> None:
    """Note which names were borne on which days."""
    named = [(pk, one) for pk, one in pairs if one.kind != SubjectKind.PERSON]
    rows = tables.name.objects.filter(subject_id__in={pk for pk, _ in named})
    known = {(row.subject_id, row.name): row for row in rows}
    new, wider = [], {}
    for pk, holder in named:
        row = known.get((pk, holder.name))
        if row is None:
            row = unsaved(
                tables.name, subject_id=pk, name=holder.name, since=holder.day, until=holder.day
            )
            known[pk, holder.name] = row
            new.append(row)
        elif not row.since <= holder.day <= row.until:
            row.since, row.until = min(row.since, holder.day), max(row.until, holder.day)
            if row.pk is not None:
                wider[row.pk] = row
    insert_many(new)
    tables.name.objects.bulk_update(list(wider.values()), ["since", "until"], batch_size=100)
