"""Powers, officers, budgets, decisions, licences, questions: where each is seen, and how it is undone."""

from datetime import date, timedelta

from huiyin.commitments import actions as promises
from huiyin.commitments.tests import trial as commitments
from huiyin.foi import actions as applications
from huiyin.foi.models import Application
from huiyin.foi.tests import public_walk as walk
from huiyin.hotline import actions as hotline
from huiyin.hotline.tests import trial as messages
from huiyin.hotline.tests import visit_rows
from huiyin.organisations.models import Organisation
from huiyin.penalties import actions as penalties
from huiyin.penalties.tests import trial as cases
from huiyin.proofreading import addresses
from huiyin.proposals import actions as proposals
from huiyin.proposals.tests import trial as replies
from huiyin.publicity.models import PublicityTerm
from huiyin.registers.actions import budgets, decisions, officers, opinions, powers
from huiyin.registers.tests.trial import THREE

from .world import Thing, page, pages

FOLLOWED = ("licences", "penalties", "commitments")


def listed(world, kind, record, *marks, **more):
    """List, page, files and site map of a register."""
    paths = {"list": f"/{kind}/", "one": f"/{kind}/{record.pk}/"}
    paths |= {form: f"/{kind}.{form}" for form in ("csv", "json")}
    if kind in FOLLOWED:
        paths["feed"] = f"/feeds/{kind}/"
    places = pages(world, marks, **paths, **more)
    if kind != "officers":
        key = "questions" if kind == "messages" else kind
        places["site map"] = page(world, f"/sitemap/{key}-0.xml", f"/{kind}/{record.pk}/<")
        places["a good link"] = lambda: addresses.resolves(f"/{kind}/{record.pk}/")
    return places


def power_(world):
    return world.fixtures["request"].getfixturevalue("power")(name="麒麟路灯处罚")


def power_voided(world):
    power = power_(world)
    places = listed(world, "powers", power, "麒麟路灯处罚")
    places["search"] = page(world, "/search/?q=麒麟路灯处罚", f'href="/powers/{power.pk}/')
    return Thing(places, lambda: powers.void(power, reason="重复", **world.who))


def power_abolished(world):
    """Off the list; its page stays and says so."""
    power = power_(world)
    places = pages(
        world, ("麒麟路灯处罚",), list="/powers/", csv="/powers.csv", json="/powers.json"
    )
    places["search"] = page(world, "/search/?q=麒麟路灯处罚", f'href="/powers/{power.pk}/')
    day = world.now.date()

    def undo():
        gone = powers.abolish(power, abolished_on=day, reason="取消", **world.who)
        powers.approve(gone, **world.who)

    def redo():
        power.refresh_from_db()
        powers.approve(powers.restore(power, since=day, reason="恢复", **world.who), **world.who)

    return Thing(places, undo, redo, pages(world, ("取消",), one=f"/powers/{power.pk}/"))


def officer_(world):
    get = world.fixtures["request"].getfixturevalue
    officer = get("officer")(name="麒麟", valid_until=world.now.date() + timedelta(days=300))
    places = pages(
        world, ("麒麟",), list="/officers/", csv="/officers.csv", json="/officers.json",
        number=f"/officers/?q={officer.reference}",
    )  # fmt: skip
    places["asked"] = page(world, "/officers/?q=麒麟", officer.reference)
    return officer, places


def officer_withdrawn(world):
    officer, places = officer_(world)
    day = world.now.date()
    return Thing(
        places, lambda: officers.withdraw(officer, withdrawn_on=day, reason="退休", **world.who)
    )


def officer_voided(world):
    officer, places = officer_(world)
    return Thing(places, lambda: officers.void(officer, reason="重复", **world.who))


def officer_expired(world):
    _, places = officer_(world)
    return Thing(places, lambda: world.clock.shift(timedelta(days=301)))


def budget_withdrawn(world):
    """Seen in its own year, in the picture over the years, and in the column 上年 of the next."""
    new = world.fixtures["request"].getfixturevalue("sheet")
    rows = THREE.replace("10", "10.0321").replace("公务接待费\t2", "公务接待费\t2.0321")
    sheet = budgets.publish(new(2023, rows=rows), **world.who)
    following = budgets.publish(new(2024), **world.who)
    places = listed(
        world, "budgets", sheet, "10.0321", next_year=f"/budgets/{following.pk}/",
        next_csv="/budgets.csv?year=2024", next_json="/budgets.json?year=2024",
        own_year="/budgets/?year=2023",
    )  # fmt: skip

    def redo():
        sheet.refresh_from_db()
        budgets.publish(sheet, **world.who)

    return Thing(places, lambda: budgets.withdraw(sheet, reason="有误", **world.who), redo)


def decision_voided(world):
    """Given up first, which everybody reads; then void, which nobody does."""
    decision = world.fixtures["request"].getfixturevalue("consulting")(
        name="麒麟路灯方案", at=world.now
    )
    decision = decisions.propose_end(decision, reason="不再需要", **world.who)
    decision = decisions.terminate(decision, **world.who)
    places = listed(world, "decisions", decision, "麒麟路灯方案")
    places["search"] = page(world, "/search/?q=麒麟路灯方案", f'href="/decisions/{decision.pk}/')
    return Thing(places, lambda: decisions.void(decision, reason="重复", **world.who))


def opinion_voided(world):
    get = world.fixtures["request"].getfixturevalue
    matter = get("consulting")(name="麒麟路灯方案", at=world.now)
    for serial in range(7):
        last = get("opinion")(of=matter, at=world.now, origin=f"192.0.2.{serial}")

    def counts():
        rows = world.text("/decisions.json")[1]
        return '"门户收到意见数": 7' in rows or '"门户收到意见数":7' in rows

    places = {
        "page": page(world, f"/decisions/{matter.pk}/", "<strong>7</strong>", "7 条", "7条"),
        "json": counts,
        "csv": page(world, "/decisions.csv", ",7,"),
    }
    return Thing(places, lambda: opinions.void(last, reason="广告", **world.who))


def commitment_(world):
    new = commitments.commitment(world.bureau, holder_name="云溪市麒麟建设有限公司")
    record = promises.publish(promises.register(new, **world.who), **world.who)
    return record, listed(
        world, "commitments", record, "麒麟建设", by_year="/commitments/?year=2020",
        by_type="/commitments/?type=approval", behind_the_figure="/reports/2020/figures/commitments.made/",
    )  # fmt: skip


def commitment_voided(world):
    record, places = commitment_(world)
    return Thing(places, lambda: promises.void(record, reason="重复", **world.who))


def commitment_withdrawn(world):
    record, places = commitment_(world)

    def redo():
        record.refresh_from_db()
        promises.republish(record, **world.who)

    return Thing(places, lambda: promises.withdraw(record, reason="有误", **world.who), redo)


def penalty_(world):
    new = cases.decision(world.bureau, holder_name="云溪市麒麟运输有限公司")
    record = penalties.publish(penalties.register(new, **world.who), **world.who)
    is_listed = page(world, "/penalties/?holder=麒麟运输", f'href="/penalties/{record.pk}/')
    return record, {"by holder": is_listed} | listed(
        world, "penalties", record, "麒麟运输",
        by_year="/penalties/?year=2020", by_sort="/penalties/?sort=罚款",
        behind_the_figure="/reports/2020/figures/penalties.decided/",
    )  # fmt: skip


def penalty_voided(world):
    record, places = penalty_(world)
    return Thing(places, lambda: penalties.void(record, reason="重复", **world.who))


def penalty_withdrawn(world):
    record, places = penalty_(world)

    def redo():
        record.refresh_from_db()
        penalties.republish(record, **world.who)

    return Thing(places, lambda: penalties.withdraw(record, reason="有误", **world.who), redo)


def penalty_expired(world):
    """Hidden by its date alone: no job is run."""
    PublicityTerm.objects.create(
        kind="penalties.penalty", holder="organisation", months=120, counted_from="decided",
        valid_from=date(2000, 1, 1), basis="测试",
    )  # fmt: skip
    _, places = penalty_(world)
    beyond = date(2030, 5, 7) - world.now.date()
    return Thing(places, lambda: world.clock.shift(beyond))


def penalty_annulled(world):
    record, places = penalty_(world)
    why = cases.ANNULLED
    return Thing(places, lambda: penalties.annul(record, **why, **world.who))


def penalty_changed(world):
    record, places = penalty_(world)
    return Thing(places, lambda: penalties.change(record, **cases.CHANGED, **world.who))


def application_voided(world):
    """Seen by its applicant alone: the page says that it is void, not that the code is wrong."""
    receipt = walk.send(world.client)
    typed = {"number": receipt["number"], "code": receipt["code"]}

    def says(words):
        return lambda: words in world.client.post("/track/", typed, follow=True).content.decode()

    application = Application.objects.get()
    return Thing(
        {"progress": says("请与本机关确认")},
        lambda: applications.void(application, reason="重复", **world.who),
        elsewhere={"progress": says("这件申请已作废")},
    )


def question(world):
    request = hotline.register(
        messages.request(world.bureau, subject="麒麟路路灯不亮"), **world.who
    )
    unit = Organisation.objects.get(slug="duban")
    request = messages.answered(request, world.who["actor"], world.who["at"], "已经修好。", unit)
    publication = {
        "public_subject": "麒麟路路灯不亮",
        "public_content": "三天了",
        "public_answer": "已经修好。",
    }
    request = hotline.publish(hotline.propose(request, **publication, **world.who), **world.who)
    places = listed(world, "messages", request, "麒麟路路灯")
    places["search"] = page(world, "/search/?q=麒麟路路灯", f'href="/messages/{request.pk}/')
    return request, places, publication


def question_undone(move, **details):
    def row(world):
        request, places, publication = question(world)

        def redo():
            request.refresh_from_db()
            hotline.publish(hotline.propose(request, **publication, **world.who), **world.who)

        return Thing(
            places,
            lambda: getattr(hotline, move)(request, **details, **world.who),
            redo if move == "withdraw" else None,
        )

    return row


def question_corrected(world):
    request, places, _ = question(world)

    def undo():
        drafted = hotline.correct(request, draft_text="灯已更换。", **world.who)
        hotline.approve_correction(drafted, **world.who)

    return Thing(places, undo)


def question_again(world):
    request, places, _ = question(world)

    def undo():
        hotline.visit(request, **visit_rows.VISITED | {"resolution": "unresolved"}, **world.who)
        hotline.handle_again(request, reason="灯又不亮了", **world.who)

    return Thing(places, undo)


def reply(world):
    """A published reply, with its page, its files and its line below the figures."""
    proposal = proposals.register(replies.proposal(world.bureau, subject="麒麟路停车"), **world.who)
    given = {"role": "lead", "due_on": world.now.date(), **world.who}
    proposal = proposals.assign(proposal, unit=Organisation.objects.get(slug="duban"), **given)
    proposal = replies.reported(proposal, world.now)
    proposal = proposals.draft(proposal, **replies.written(proposal), **world.who)
    proposal = proposals.propose(
        proposals.sign(proposal, **world.who), publication="full", **world.who
    )
    proposal = proposals.publish(proposal, **world.who)
    places = listed(
        world, "proposals", proposal, "麒麟路停车",
        behind_the_figure="/reports/2026/figures/proposals.published/",
    )  # fmt: skip
    places["search"] = page(world, "/search/?q=麒麟路停车", f'href="/proposals/{proposal.pk}/')
    return proposal, places


def reply_undone(move, **details):
    def row(world):
        proposal, places = reply(world)

        def redo():
            proposal.refresh_from_db()
            again = proposals.propose(proposal, publication="full", **world.who)
            proposals.publish(again, **world.who)

        return Thing(
            places,
            lambda: getattr(proposals, move)(proposal, **details, **world.who),
            redo if move == "withdraw" else None,
        )

    return row


def reply_replaced(world):
    """A second reply takes the first one off: it is no longer what stands."""
    proposal, places = reply(world)

    def undo():
        again = proposals.rate(proposal, satisfaction="dissatisfied", **world.who)
        again = proposals.draft(again, **replies.written(again), **world.who)
        proposals.sign(again, **world.who)

    return Thing(places, undo)
