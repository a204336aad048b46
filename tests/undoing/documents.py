"""Documents, their columns and their agency: where each is seen, and how it is undone."""

from datetime import timedelta

from django.core.files.base import ContentFile

from huiyin.coordination import reminding
from huiyin.disclosure import tasks as disclosure_tasks
from huiyin.disclosure.models import ColumnPage, DocumentAttachment, DocumentPage, public_path
from huiyin.disclosure.tree import publishing, tally
from huiyin.disclosure.tree.actions import add_column, note_old_address
from huiyin.disclosure.tree.catalogue import catalogue
from huiyin.disclosure.tree.columns import set_column
from huiyin.editorial import tasks as editorial_tasks
from huiyin.editorial.actions.flow import keep_revision
from huiyin.files.models import StoredFile
from huiyin.inspection.models import ColumnReminder
from huiyin.organisations.models import Organisation
from huiyin.proofreading import addresses
from huiyin.search import index
from huiyin.search.models import Entry, FileText, Term

from . import records
from .world import INSIDE, NAME, REVIEWS, WORD, Thing, page, pages


def feed_by(world, address, name, header, mark):
    """A reader's own copy: kept as long as the feed says that nothing has changed."""
    had: dict[str, str] = {}

    def is_seen():
        known = {header: had["tag"]} if had else {}
        answer, text = world.text(address, **known)
        if not had and answer.has_header(name):
            had["tag"] = answer[name]
        return bool(had) and (answer.status_code == 304 or mark in text)

    return is_seen


def document(world, title=NAME):
    """A manuscript that was released, with an attachment, an old address and a neighbour."""
    get = world.fixtures["request"].getfixturevalue
    standing_, column_ = get("standing"), get("column")
    if ColumnPage.objects.filter(pk=column_.pk, update_days=None).exists():
        set_column(column_, {"update_days": 14}, **world.who)
    neighbour = standing_(
        "published", title="关于路灯检修的通知", theme="城市管理", keywords="路灯"
    )
    world.clock.shift(timedelta(days=15))
    reminding.remind(at=world.now)
    manuscript = standing_(
        "published", title=title, body=f"<p>{WORD}</p>", theme="城市管理", keywords="路灯"
    )
    DocumentPage.objects.filter(pk=manuscript.page_id).update(published_at=world.now)
    shown = DocumentPage.objects.get(pk=manuscript.page_id)
    file = StoredFile(
        name="名单.txt", media_type="text/plain", size=5, sha256="0" * 64, is_public=True
    )
    file.content.save("x", ContentFile(INSIDE.encode()))
    shown.attachments.add(DocumentAttachment(name="名单.txt", file=file))
    shown.interprets = neighbour.page
    with publishing.gate(world.robot):
        shown.save()
        shown.save_revision(clean=False)
    publishing.released(shown, verb="update", **world.who)
    note_old_address(shown, "", "/old/qilin.html")
    index.read("0" * 64, INSIDE)
    disclosure_tasks.learn_terms()
    manuscript.refresh_from_db()
    manuscript.page.refresh_from_db()
    reminding.remind(at=world.now)
    world.clock.shift(600)
    return manuscript, shown, neighbour.page, file


def document_places(world, shown, neighbour, file, title=NAME):
    here = public_path(shown)
    branch = public_path(shown.column)
    column_key = shown.column.pk
    before = catalogue().tree.by_path[shown.column.path].documents_below
    search_address = f"/search/?q={title}"
    return {
        **pages(
            world, (title,),
            page=here, permanent=shown.permanent_address, home="/", agency="/cgj/", list=branch,
            year=f"{branch}?year=2026", theme=f"{branch}?theme=城市管理",
            search_by_body=f"/search/?q={WORD}", search_in_attachment=f"/search/?q={INSIDE}",
            suggestion="/search/suggest?q=关于麒麟", feed="/feeds/cgj/",
            feed_of_the_column=f"/feeds{branch}", feed_of_a_search=f"/feeds/search/?q={WORD}",
            behind_the_figure="/reports/2026/figures/disclosure.published/",
            explained_by=neighbour.permanent_address, old_address="/old/qilin.html",
        ),
        "search": page(world, search_address, f'href="{shown.permanent_address}"'),
        "paper": page(world, f"{shown.permanent_address}.svg"),
        "attachment": page(world, file.get_absolute_url(), INSIDE),
        "text of the attachment": lambda: FileText.objects.exists(),
        "index": lambda: Entry.objects.public().filter(title=title).exists(),
        "term": lambda: Term.objects.filter(text=title).exists(),
        "site map": page(world, "/sitemap/documents-0.xml", f"{shown.permanent_address}<"),
        "feed by date": feed_by(world, "/feeds/cgj/", "Last-Modified", "If-Modified-Since", title),
        "feed by tag": feed_by(world, "/feeds/cgj/", "ETag", "If-None-Match", title),
        "tally": lambda: _documents_in(column_key) == before,
        "a good link": lambda: addresses.resolves(shown.permanent_address),
        "a good link to its place": lambda: addresses.resolves(here),
        "a good link to its file": lambda: addresses.resolves(file.get_absolute_url()),
    }  # fmt: skip


def _documents_in(key):
    return catalogue().tree.by_path[ColumnPage.objects.get(pk=key).path].documents_below


def moves(world, manuscript, *steps):
    go_ = world.fixtures["request"].getfixturevalue("go")
    for name, by in steps:
        manuscript = go_(manuscript, name, by, at=world.now)
    return manuscript


def released_again(world, manuscript):
    moves(world, manuscript, ("correct", "drafter"), *REVIEWS)
    disclosure_tasks.learn_terms()
    index.read("0" * 64, INSIDE)


BY_THE_NIGHT = {"index", "term", "text of the attachment"}
"""What the timetable takes out of the tables after a last day; nothing shows it meanwhile."""


def withdrawn(world):
    manuscript, *rest = document(world)
    places = document_places(world, *rest)
    reminder = ColumnReminder.objects.get()
    places["reminder is settled"] = lambda: (
        reminding.remind(at=world.now) and not ColumnReminder.objects.open().exists()
    )
    assert reminder.closed_at
    return Thing(
        places,
        lambda: moves(world, manuscript, ("withdraw", "releaser")),
        lambda: released_again(world, manuscript),
    )


def past_its_last_day(world):
    manuscript, *rest = document(world)
    go_ = world.fixtures["request"].getfixturevalue("go")
    places = document_places(world, *rest)
    go_(manuscript, "set_expiry", "releaser", until=world.now.date(), at=world.now)
    for name in BY_THE_NIGHT:
        del places[name]
    world.clock.shift(600)
    return Thing(
        places,
        lambda: world.clock.shift(timedelta(days=1)),
        lambda: go_(manuscript, "set_expiry", "releaser", until=None, at=world.now),
    )


def linked_from_a_decision(world):
    """草案文件: offered while it is public; then the page says that it is not."""
    manuscript, shown, *_ = document(world)
    matter = world.fixtures["request"].getfixturevalue("consulting")(
        name="路灯方案", draft_link=shown.permanent_address, at=world.now
    )
    here = f"/decisions/{matter.pk}/"
    return Thing(
        {"link": page(world, here, f'href="{shown.permanent_address}"')},
        lambda: moves(world, manuscript, ("withdraw", "releaser")),
        lambda: released_again(world, manuscript),
        {"said": page(world, here, "草案文件已不在本站公开")},
    )


def taken_down_by_the_clock(world):
    manuscript, *rest = document(world)
    go_ = world.fixtures["request"].getfixturevalue("go")
    places = document_places(world, *rest)
    go_(manuscript, "set_expiry", "releaser", until=world.now.date(), at=world.now)
    world.clock.shift(600)

    def undo():
        world.clock.shift(timedelta(days=1))
        assert editorial_tasks.keep_time() == "0 released, 1 taken down"

    return Thing(places, undo, lambda: released_again(world, manuscript))


def retitled(world):
    """A correction: the former title is said nowhere; the document itself stays."""
    manuscript, shown, neighbour, file = document(world)
    places = document_places(world, shown, neighbour, file)
    for name in (
        "search", "paper", "attachment", "text of the attachment", "site map", "tally", "a good link",
        "a good link to its place", "a good link to its file",
    ):  # fmt: skip
        del places[name]

    def called(title):
        moves(world, manuscript, ("correct", "drafter"))
        draft = DocumentPage.objects.get(pk=shown.pk).get_latest_revision_as_object()
        draft.title = draft.draft_title = title
        manuscript.refresh_from_db()
        keep_revision(draft, world.fixtures["request"].getfixturevalue("staff")["drafter"])
        moves(world, manuscript, *REVIEWS)
        disclosure_tasks.learn_terms()

    return Thing(
        places,
        lambda: called("关于更正路灯检修安排的通知"),
        lambda: called(NAME),
        {"new title": page(world, public_path(shown), "关于更正路灯检修安排的通知")},
    )


def moved_to_another_column(world):
    manuscript, shown, *_ = document(world)
    other = add_column(shown.column.get_parent().specific, "工作动态", slug="gzdt", **world.who)
    go_ = world.fixtures["request"].getfixturevalue("go")
    old, branch = shown.column, public_path(shown.column)
    places = {
        **pages(world, (NAME,), list=branch, feed=f"/feeds{branch}"),
        "facet": page(world, f"/search/?q={WORD}&column={branch}", NAME),
        "category": page(world, shown.permanent_address, "<dd>通知公告</dd>"),
    }

    def put(into):
        go_(
            manuscript, "place", "releaser", column=ColumnPage.objects.get(pk=into.pk), at=world.now
        )

    return Thing(
        places,
        lambda: put(other),
        lambda: put(old),
        {
            **pages(world, (NAME,), list=public_path(other), feed=f"/feeds{public_path(other)}",
                    old_place=public_path(shown), permanent=shown.permanent_address),
            "facet": page(world, f"/search/?q={WORD}&column={public_path(other)}", NAME),
        },
    )  # fmt: skip


def column_renamed(world):
    _, shown, *_ = document(world)
    column = shown.column

    def named(title):
        set_column(ColumnPage.objects.get(pk=column.pk), {"title": title}, **world.who)
        disclosure_tasks.learn_terms()

    def where(title):
        return pages(
            world, (title,), column=public_path(column), agency="/cgj/", site_map="/sitemap/",
            feed=f"/feeds{public_path(column)}", document=shown.permanent_address,
            search=f"/search/?q={WORD}", suggestion=f"/search/suggest?q={title[:3]}",
        )  # fmt: skip

    return Thing(
        where("通知公告"), lambda: named("政策发布"), lambda: named("通知公告"), where("政策发布")
    )


def column_at_another_address(world):
    _, shown, *_ = document(world)
    column, was = shown.column, public_path(shown.column)

    def put(slug):
        set_column(ColumnPage.objects.get(pk=column.pk), {"slug": slug}, **world.who)

    def where(branch):
        return {
            "site map": page(world, "/sitemap/pages.xml", f"{branch}<"),
            "agency": page(world, "/cgj/", f'href="{branch}'),
            "facet": page(world, f"/search/?q={WORD}&column={branch}", NAME),
        }

    there = was.replace("tzgg", "zcfb")
    return Thing(
        where(was), lambda: put("zcfb"), lambda: put("tzgg"),
        where(there) | pages(world, (NAME,), former=was, now=there),
    )  # fmt: skip


def agency_renamed(world):
    """Said by its present name wherever its pages, records and hits say whose they are."""
    _, shown, *_ = document(world)
    branch = public_path(shown.column)
    power = records.power_(world)

    def named(name):
        agency = Organisation.objects.get(pk=world.bureau.pk)
        agency.name, agency.short_name = f"云溪{name}", name
        agency.save()

    def where(name):
        shown_at = pages(
            world, (name,), agency="/cgj/", search=f"/search/?q={WORD}", site_map="/sitemap/",
            list=branch, document=shown.permanent_address, feed="/feeds/cgj/",
            search_of_records=f"/search/?q={power.name}",
        )  # fmt: skip
        tag = f'<meta name="ColumnName" content="云溪{name}">'
        return shown_at | {"page tag": page(world, "/cgj/", tag)}

    named("市城管局")
    return Thing(
        where("市城管局"), lambda: named("市执法局"), lambda: named("市城管局"), where("市执法局")
    )


def refiled(how, *, while_drafted):
    """组配分类 follows the column, whichever revision of the text is released afterwards."""

    def row(world):
        manuscript, shown, *_ = document(world)
        go_ = world.fixtures["request"].getfixturevalue("go")
        column = shown.column
        other = add_column(column.get_parent().specific, "工作动态", slug="gzdt", **world.who)

        def filed(title):
            if how == "renamed":
                set_column(ColumnPage.objects.get(pk=column.pk), {"title": title}, **world.who)
            else:
                into = ColumnPage.objects.get(pk=other.pk if title == "工作动态" else column.pk)
                go_(manuscript, "place", "releaser", column=into, at=world.now)

        def released(title):
            if not while_drafted:
                filed(title)
            moves(world, manuscript, ("correct", "drafter"))
            if while_drafted:
                filed(title)
            moves(world, manuscript, *REVIEWS)

        def where(title):
            is_shown = page(world, shown.permanent_address, f"<dd>{title}</dd>")
            return {"组配分类": is_shown}

        new = "政策发布" if how == "renamed" else "工作动态"
        return Thing(
            where("通知公告"), lambda: released(new), lambda: released("通知公告"), where(new)
        )

    return row


def abolished(world):
    """In force: said on the page, in the list and its filter; undone by 恢复有效."""
    manuscript, shown, *_ = document(world)
    go_ = world.fixtures["request"].getfixturevalue("go")
    DocumentPage.objects.filter(pk=shown.pk).update(validity="有效")
    tally.mend()
    manuscript.page.refresh_from_db()
    branch = public_path(shown.column)
    places = {
        "filter": page(world, f"{branch}?validity=有效", NAME),
        "page": lambda: "不再作为办事依据" not in world.text(shown.permanent_address)[1],
        "list": lambda: "已废止" not in world.text(branch)[1],
    }
    day = {"on": world.now.date(), "at": world.now}
    return Thing(
        places,
        lambda: go_(manuscript, "abolish", "releaser", **day),
        lambda: go_(manuscript, "restore_validity", "releaser", at=world.now),
        pages(world, (NAME,), filter=f"{branch}?validity=废止"),
    )
