"""Every column that can hold a word about a person is erased in time, or says why it stays.

Three places, and a new column has to stand in one: a retention rule that empties it or deletes its
row, the table “Kept without a rule” of docs/law/personal-data.md, or the list of what is no
person's below.
"""

import re

from django.apps import apps
from django.db import models

from huiyin.personal import retention
from huiyin.personal.fields import EncryptedField

from . import tree

WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField)
WORDS = (*WORDS, models.GenericIPAddressField)
PAGE = tree.ROOT / "docs" / "law" / "personal-data.md"
NOBODYS = {
    "jobs.LastRun": "job outcome",
    "reports.FrozenFigure": "key label value unit definition digest",
    "reports.PlanItem": "reference text unit_words measure basis result drop_reason carry_reason",
    "planning.Document": "reference name number issuer",
    "planning.DocumentItem": "label text task unit_words due_words measure",
    "planning.ReportTerm": "basis",
    "figures.KeptCount": "name counts numbers",
    "figures.KeptBlock": "counts",
    "reports.OfficeParagraph": "slot text",
    "reports.AnnualReport": "reference drawn data digest",
    "reports.AnnualStatement": "cell source",
    "reports.AnnualDate": "basis",
    "reports.Summary": "addressee signature",
    "jobs.FailedRow": "job row",
    "personal.Erasure": "rule label",
    "personal.Period": "rule basis",
    "personal.KeyCheck": "value digest audit_digest unreadable",
    "audit.Entry": "actor_kind verb subject_type mac",
    "audit.Seal": "link",
    "workdays.Notice": "number region source",
    "workdays.CalendarDay": "name",
    "organisations.Organisation": "name short_name uscc region document_code address office_hours telephone superior slug",
    "organisations.EarlierStanding": "name short_name basis",
    "organisations.Post": "name",
    "structure.Charge": "about basis",
    "structure.Oversight": "basis",
    "structure.LeadingGroup": "name office basis",
    "structure.UnitProfile": "duties telephone address basis",
    "structure.Leader": "seat duties basis",
    "structure.Change": "reference name short_name slug basis",
    "web.SiteProfile": "name domain id_code sponsor organiser contact icp_number police_number correction_address notice",
    "notices.Notice": "subject_type subject_key",
    "notices.Copy": "archive",
    "visitors.DraftFile": "role",
    "files.StoredFile": "media_type sha256",
    "files.RedactionPlan": "subject_type subject_key",
    "letters.LetterTemplate": "kind",
    "letters.PaperCode": "about_kind code kind number organ signed_by",
    "letters.SeriesWord": "key word",
    "search.Entry": "key url agency agency_name column column_name theme index_number doc_number",
    "search.Attached": "sha256",
    "search.FileText": "sha256 note",
    "search.Term": "text pinyin initials",
    "search.Reading": "character pinyin",
    "casework.Series": "name",
    "casework.SavedFilter": "room name",
    "desk.Habit": "room",
    "casework.Conversion": "source_kind way target_kind",
    "casework.Clock": "about_kind key basis",
    "casework.ClockTerm": "key basis",
    "casework.OfficeTime": "schedule basis",
    "coordination.Assignment": "reference about_kind",
    "coordination.ReturnTerm": "basis",
    "coordination.Supervision": "reference about_kind",
    "coordination.SupervisionNotice": "series",
    "coordination.Escalation": "reference about_kind term_key label rule basis",
    "coordination.LightTerm": "key basis",
    "coordination.RungTerm": "key basis",
    "coordination.SupervisionRule": "basis",
    "disclosure.ColumnPage": "description keywords",
    "disclosure.DocumentPage": "index_number doc_number issuer category theme genre validity_before attribute_ground source",
    "disclosure.FormerAddress": "path",
    "disclosure.OldAddress": "path host",
    "disclosure.Placement": "trail",
    "disclosure.Tally": "theme genre validity",
    "foi.Application": "reference applicant_uscc information_number delivery correction_wanted reasons_wanted"
    " extension_reason received_reason reviewed_digest entered_number answer_number published_as",
    "foi.ConfirmationPromise": "basis",
    "foi.Fee": "receipt_number pay_how",
    "foi.Ground": "portion",
    "foi.Paper": "series title",
    "foi.Remedy": "organ",
    "hotline.Channel": "name key",
    "hotline.ServiceTarget": "basis",
    "hotline.CollectionRule": "basis",
    "hotline.RepeatTerm": "basis",
    "hotline.RequestTerm": "basis",
    "hotline.Category": "reference code name parent_code path words",
    "hotline.CategoryScheme": "name basis",
    "hotline.CategoryTerm": "text basis",
    "hotline.Deferral": "reference",
    "hotline.EndGround": "way basis",
    "hotline.PauseRule": "basis",
    "hotline.HalfDay": "reference owed",
    "hotline.Place": "reference aliases within letters void_reason",
    "hotline.Surge": "weeks",
    "hotline.Round": "reference counts",
    "hotline.Platform": "reference void_reason",
    "hotline.PlatformKey": "name secret",
    "hotline.ExternalKey": "door",
    "hotline.ServiceRequest": "reference convert_to",
    "routing.Floor": "basis",
    "routing.Suggestion": "choices chosen",
    "assessment.Item": "reference code part topic text judge evidence_asked",
    "assessment.Method": "code measure checklist basis",
    "assessment.Term": "basis",
    "assessment.Assessment": "reference group",
    "assessment.Score": "value limit note measure formula checklist self_missing review_missing",
    "assessment.Evidence": "label address",
    "proposals.Term": "basis",
    "proposals.ReplyClass": "letter definition basis",
    "proposals.Proposal": "reference session number lead copies",
    "proposals.Reply": "series",
    "rectification.Term": "basis",
    "rectification.Rectification": "reference origin sender paper_number about_kind",
    "rectification.Paper": "series",
    "bulletins.Bulletin": "reference void_reason",
    "bulletins.Practice": "basis",
    "bulletins.Row": "about_kind",
    "publicity.PublicityTerm": "kind basis",
    "opendata.DataTerms": "name address text basis",
    "opendata.Renewal": "series basis",
    "publicity.Publication": "about_kind digest receipt",
    "commitments.Term": "basis",
    "commitments.Commitment": "reference holder_uscc accepted_by accepted_by_uscc place",
    "exchange.SendingRule": "place_code basis",
    "exchange.ReceiptWord": "word basis",
    "exchange.Batch": "reference digest comparison platform_number",
    "exchange.Row": "about_kind reference wording digest",
    "exchange.Shortfall": "about_kind reference faults",
    "subjects.Subject": "uscc",
    "subjects.SubjectCode": "code",
    "subjects.Statement": "series digest",
    "subjects.Unification": "reference kept_code joined_code",
    "licensing.LicenceCategory": "name key",
    "approvals.HandlingRule": "sub_kind sub_kinds conditions materials fees location enquiries document_name"
    " licence_type certificate_name basis",
    "approvals.LicenceApplication": "reference sub_kind former_reference holder_uscc materials lacking"
    " grant_reference grant_number remedy clock_events",
    "enforcement.Body": "name duties basis",
    "enforcement.Item": "code name targets standards plan basis",
    "enforcement.Paper": "series",
    "coercion.Coercion": "reference case_number holder_uscc basis cause",
    "enforcement.Inspection": "reference clue holder_uscc transferred_to",
    "licensing.LicenceMatter": "name code basis",
    "approvals.Paper": "series title given_number",
    "licensing.Certificate": "series title licence_number digest",
    "licensing.MatterWord": "word basis",
    "licensing.Licence": "reference holder_uscc holder_registration holder_organisation_code holder_tax_number"
    " holder_institution_number holder_society_number representative_id_kind holder_id_kind document_name"
    " licence_type certificate_name certificate_number issuer issuer_uscc status_code source source_uscc",
    "credit.Term": "basis",
    "credit.Repair": "reference penalty_reference materials commitment_reference lacking lifted remedy receipt clock_events",
    "credit.Objection": "reference about_reference digest clock_events",
    "credit.Notice": "series",
    "penalties.SpotLimit": "basis",
    "penalties.CreditRule": "basis",
    "penalties.CreditBand": "basis",
    "penalties.Extension": "basis",
    "penalties.PaperTerms": "pay_at court channel basis",
    "penalties.Paper": "series title given_number facts",
    "penalties.Grade": "offence circumstances basis",
    "penalties.Penalty": "reference case_number offence basis kinds licence holder_uscc holder_registration"
    " holder_organisation_code holder_tax_number holder_institution_number holder_society_number"
    " representative_id_kind holder_id_kind issuer issuer_uscc source source_uscc receipts annulled_by",
    "registers.BudgetSheet": "reference explanation note",
    "registers.BudgetLine": "reference code label",
    "registers.Decision": "reference name department basis explanation draft draft_link ways short_reason adoption"
    " meeting outcome outcome_link end_reason reminded",
    "registers.Opinion": "reference",
    "registers.Officer": "reference unit department scope issuer",
    "registers.Power": "reference name basis subject department responsibility accountability process legal_limit"
    " promised_limit telephone change_reason abolish_reason proposal",
    "registers.PowerVersion": "name basis subject department responsibility accountability process legal_limit"
    " promised_limit telephone change_reason",
    "proofreading.Term": "wrong right note unless before after",
    "editorial.ReviewStep": "name",
    "editorial.Manuscript": "reference fingerprint clock_events",
    "editorial.Review": "name ground answers fingerprint",
    "editorial.Override": "key code",
    "editorial.Picture": "alternative",
    "backup.Rehearsal": "outcome",
    "inspection.Indicator": "code part name rule measure mark unit",
    "inspection.Inspection": "verdict",
    "inspection.Result": "value limit note",
    "inspection.ColumnReminder": "reference",
    "ingest.Batch": "kind subject_type sha256 other_columns",
}  # fmt: skip
"""What an office says of itself, numbers of papers, keys, digests of texts, names of kinds."""


def columns():
    """(model, column) of every column that can hold words, without those that choose from a list."""
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("huiyin."):
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, (*WORDS, EncryptedField)) and not field.choices:
                yield model._meta.label, field.name


def erased():
    for rule in retention.rules():
        names = rule.blanked or [f.name for f in rule.model._meta.concrete_fields]
        yield from ((rule.model._meta.label, name) for name in names)


def with_a_reason():
    """(model, column) of the table; `app.Model: a, b` or `app.*: a` for every model of an app."""
    table = PAGE.read_text(encoding="utf-8").split("**Kept without a rule.**")[1]
    for cells in re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE):
        for model, names in re.findall(r"`([\w.]+): ([\w, ]+)`", cells[0]):
            assert len(cells[1]) > 10, cells
            yield from ((model, name) for name in names.split(", "))


def test_every_word_about_a_person_is_erased_or_says_why_it_stays():
    nobodys = {(model, name) for model, names in NOBODYS.items() for name in names.split()}
    rules, reasons, stored = set(erased()), set(with_a_reason()), set(columns())
    missing = stored - rules - reasons - nobodys
    assert not missing, f"no rule, no reason: {sorted(missing)}"
    assert not (reasons | nobodys) - stored, (
        f"no such column: {sorted((reasons | nobodys) - stored)}"
    )
    assert not rules & (reasons | nobodys), sorted(rules & (reasons | nobodys))
    assert not reasons & nobodys


def test_every_rule_stands_in_the_page_and_names_its_law():
    text = PAGE.read_text(encoding="utf-8")
    assert [one.key for one in retention.rules() if f"`{one.key}`" not in text] == []
    assert all("法" in one.basis for one in retention.rules())
