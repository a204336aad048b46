"""Nothing that others hold is deleted by a person's click: every place that deletes, and what it deletes.

A record that others protect (`on_delete=PROTECT`) fails with 500 where something deletes it. Each
function of the source that deletes stands in the table with its model; what it takes along by
CASCADE is followed, and what would hold it back is named with the reason why it does not.
"""

import ast

from django.apps import apps
from django.db.models import CASCADE, PROTECT, RESTRICT

from huiyin.personal import retention

from . import calls
from .architecture import tree

ROWS = {
    "accounts.administrators.confirm": "accounts.AdministratorProposal",
    "accounts.administrators.turn_down": "accounts.AdministratorProposal",
    "accounts.passwords.remember": "accounts.UsedPassword",
    "accounts.second_factor._new_recovery_codes": "accounts.RecoveryCode",
    "accounts.second_factor.reset": "accounts.SecondFactor accounts.RecoveryCode",
    "accounts.sessions.end": "accounts.StaffSession",
    "accounts.sessions.leave": "accounts.StaffSession",
    "assessment.actions.handling._put": "assessment.Evidence",
    "bulletins.listing.take_in": "bulletins.Row",
    "desk.saved.drop": "casework.SavedFilter",
    "disclosure.tree.columns.remove_column": "disclosure.ColumnPage",
    "disclosure.tree.tally.mend": "disclosure.Tally",
    "editorial.access.open_editor": "wagtailcore.GroupPagePermission",
    "editorial.actions.flow.back_to_drafting": "editorial.Review",
    "editorial.actions.reviewing.approve": "editorial.Review",
    "editorial.chains.drop_chain": "editorial.ReviewChain",
    "editorial.chains.set_chain": "editorial.ReviewStep",
    "editorial.models.chains.ReviewStep.delete": "editorial.ReviewStep",
    "files.intake.discard": "files.StoredFile",
    "foi.actions.answering.draft_answer": "foi.Ground",
    "foi.actions.correcting.refuse_reasons": "foi.Ground",
    "hotline.actions.confiding.unconfide": "hotline.Confidant",
    "figures.kept._put": "figures.KeptCount",
    "figures.kept._take_in": "figures.KeptBlock",
    "figures.kept.keep": "figures.KeptCount",
    "jobs.rows.Walk.each": "jobs.FailedRow",
    "jobs.rows.Walk.forget": "jobs.FailedRow",
    "notices.copies.take_over": "notices.Copy",
    "notices.still.brought_up_to_date": "notices.Notice",
    "personal.known.note_anew": "personal.KeyCheck",
    "personal.retention.set_period": "personal.Period",
    "routing.actions.note_choice": "routing.Suggestion",
    "routing.training.train": "routing.Version",
    "search.index.drop": "search.Entry",
    "search.index.rebuild": "search.Text search.Entry",
    "search.learning.learn": "search.Asked search.Term",
    "search.storing._carry": "search.Attached",
    "search.index.forget_column": "search.Term",
    "search.storing.forget_files": "search.FileText",
    "search.storing.forget_terms": "search.Term",
    "submissions.kept.forget": "submissions.KeptForm",
    "submissions.kept.keep": "submissions.KeptForm",
    "submissions.once.answer": "submissions.Submission",
    "subscriptions.actions.end": "subscriptions.Subscription subscriptions.Subscriber",
    "subscriptions.digest.true_now": "subscriptions.Told",
    "throttle.budgets.forget": "throttle.Spent",
    "throttle.budgets.restore": "throttle.Spent",
    "visitors.drafts.discard": "visitors.Draft visitors.DraftFile",
    "visitors.drafts.remove_file": "visitors.DraftFile",
    "visitors.drafts.sent": "visitors.DraftFile",
}
"""Function → models whose rows it deletes."""
NO_ROWS = {
    "files.intake.store",
    "ingest.pages.attachments.Taken.discard",
    "personal.retention.erase",
}
"""Files on the disk; and the rules of retention, which are read below."""
FREE = {
    "routing.Version": "only one by which nothing was suggested",
    "files.StoredFile": "only files of a draft, whose row that held them went before",
    "disclosure.ColumnPage": "only an empty one, asked under its lock",
}


def deleting():
    """Dotted names of the functions that speak of deleting."""
    for path in tree.python():
        parts = path.relative_to(tree.ROOT).with_suffix("").parts
        if parts[0] != "huiyin" or calls.NOT_READ & set(parts):
            continue
        source = path.read_text(encoding="utf-8")
        if ".delete(" not in source and "_raw_delete(" not in source:
            continue
        module = ".".join(parts[1:])
        for node in ast.parse(source).body:
            inner = node.body if isinstance(node, ast.ClassDef) else [node]
            owner = f"{module}.{node.name}" if isinstance(node, ast.ClassDef) else module
            yield from (f"{owner}.{one.name}" for one in inner if _deletes(one))


def _deletes(node):
    called = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    names = {one.attr for one in called if isinstance(one, ast.Attribute)}
    return isinstance(node, ast.FunctionDef) and bool(names & {"delete", "_raw_delete"})


def blockers(model):
    """Models whose rows hold a row of this one back, with what goes along with it."""
    gone, new = {model}, [model]
    while new:
        for relation in new.pop()._meta.related_objects:
            if relation.on_delete is CASCADE and relation.related_model not in gone:
                gone.add(relation.related_model)
                new.append(relation.related_model)
    return {
        relation.related_model._meta.label
        for one in gone
        for relation in one._meta.related_objects
        if relation.on_delete in (PROTECT, RESTRICT) and relation.related_model not in gone
    }


def test_every_place_that_deletes_is_in_the_table():
    assert set(deleting()) == set(ROWS) | NO_ROWS


def test_nothing_that_is_deleted_is_held():
    deleted = {label for labels in ROWS.values() for label in labels.split()}
    deleted |= {one.model._meta.label for one in retention.rules() if not one.blanked}
    held = {label: blockers(apps.get_model(label)) for label in deleted}
    assert {label for label, by in held.items() if by} == {
        label for label in FREE if held.get(label)
    }


def test_accounts_posts_and_organisations_are_never_deleted():
    """What is named by records for ever has blockers, and no place that deletes it."""
    deleted = {label for labels in ROWS.values() for label in labels.split()}
    for label in (
        "accounts.User",
        "organisations.Post",
        "organisations.Organisation",
        "auth.Group",
    ):
        assert blockers(apps.get_model(label))
        assert label not in deleted
