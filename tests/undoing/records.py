"""Powers, officers, budgets, decisions, licences, questions: where each is seen, and how it is undone."""

from datetime import date, timedelta

from huiyin.foi import actions as applications
from huiyin.foi.models import Application
from huiyin.foi.tests import public_walk as walk
from huiyin.hotline import actions as hotline
from huiyin.hotline.tests import trial as messages
from huiyin.licensing import actions as licensing
from huiyin.licensing.tests import trial as licences
from huiyin.organisations.models import Organisation
from huiyin.proofreading import addresses
from huiyin.proposals import actions as proposals
from huiyin.proposals.tests import trial as replies
from huiyin.registers.actions import budgets, decisions, officers, opinions, powers
from huiyin.registers.tests.trial import THREE

from .world import Thing, page, pages


def listed(world, kind, record, *marks, files=True, **more):
    """List, page, files and site map of a register."""
    found = {"list": f"/{kind}/", "one": f"/{kind}/{record.pk}/"}
    if files:
        found |= {form: f"/{kind}.{form}" for form in ("csv", "json")}
    places = pages(world, marks, **found, **more)
    if kind != "officers":
        key = "questions" if kind == "messages" else kind
        places["site map"] = page(world, f"/sitemap/{key}-0.xml", f"/{kind}/{record.pk}/<")
        places["a good link"] = lambda: addresses.resolves(f"/{kind}/{record.pk}/")
    return places


def power_(world):
    return world.made["request"].getfixturevalue("power")(name="麒麟路灯处罚")


def power_voided(world):
    made = power_(world)
    places = listed(world, "powers", made, "麒麟路灯处罚")
    places["search"] = page(world, "/search/?q=麒麟路灯处罚", f'href="/powers/{made.pk}/')
    return Thing(places, lambda: powers.void(made, reason="重复", **world.who))


def power_abolished(world):
    """Off the list; its page stays and says so."""
    made = power_(world)
    places = pages(
        world, ("麒麟路灯处罚",), list="/powers/", csv="/powers.csv", json="/powers.json"
    )
    places["search"] = page(world, "/search/?q=麒麟路灯处罚", f'href="/powers/{made.pk}/')
    day = world.now.date()

    def undo():
        gone = powers.abolish(made, abolished_on=day, reason="取消", **world.who)
        powers.approve(gone, **world.who)

    def redo():
        made.refresh_from_db()
        powers.approve(powers.restore(made, since=day, reason="恢复", **world.who), **world.who)

    return Thing(places, undo, redo, pages(world, ("取消",), one=f"/powers/{made.pk}/"))


def officer_(world):
    get = world.made["request"].getfixturevalue
    made = get("officer")(name="麒麟", valid_until=world.now.date() + timedelta(days=300))
    places = pages(
        world, ("麒麟",), list="/officers/", csv="/officers.csv", json="/officers.json",
        number=f"/officers/?q={made.reference}",
    )  # fmt: skip
    places["asked"] = page(world, "/officers/?q=麒麟", made.reference)
    return made, places


def officer_withdrawn(world):
    made, places = officer_(world)
    day = world.now.date()
    return Thing(
        places, lambda: officers.withdraw(made, withdrawn_on=day, reason="退休", **world.who)
    )


def officer_voided(world):
    made, places = officer_(world)
    return Thing(places, lambda: officers.void(made, reason="重复", **world.who))


def officer_expired(world):
    _, places = officer_(world)
    return Thing(places, lambda: world.clock.shift(timedelta(days=301)))


def budget_withdrawn(world):
    """Seen in its own year, in the picture over the years, and in the column 上年 of the next."""
    new = world.made["request"].getfixturevalue("sheet")
    rows = THREE.replace("10", "10.0321").replace("公务接待费\t2", "公务接待费\t2.0321")
    made = budgets.publish(new(2023, rows=rows), **world.who)
    following = budgets.publish(new(2024), **world.who)
    places = listed(
        world, "budgets", made, "10.0321", next_year=f"/budgets/{following.pk}/",
        next_csv="/budgets.csv?year=2024", next_json="/budgets.json?year=2024",
        own_year="/budgets/?year=2023",
    )  # fmt: skip

    def redo():
        made.refresh_from_db()
        budgets.publish(made, **world.who)

    return Thing(places, lambda: budgets.withdraw(made, reason="有误", **world.who), redo)


def decision_voided(world):
    """Given up first, which everybody reads; then void, which nobody does."""
    made = world.made["request"].getfixturevalue("consulting")(name="麒麟路灯方案", at=world.now)
    made = decisions.propose_end(made, reason="不再需要", **world.who)
    made = decisions.terminate(made, **world.who)
    places = listed(world, "decisions", made, "麒麟路灯方案")
    places["search"] = page(world, "/search/?q=麒麟路灯方案", f'href="/decisions/{made.pk}/')
    return Thing(places, lambda: decisions.void(made, reason="重复", **world.who))


def opinion_voided(world):
    get = world.made["request"].getfixturevalue
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


def licence_(world):
    new = licences.licence(
        world.bureau, holder_name="云溪市麒麟建设有限公司", valid_to=date(2030, 1, 1)
    )
    made = licensing.publish(licensing.register(new, **world.who), **world.who)
    found = page(world, "/licences/?holder=麒麟建设", f'href="/licences/{made.pk}/')
    return made, {"by holder": found} | listed(
        world, "licences", made, "麒麟建设",
        by_year="/licences/?year=2020", behind_the_figure="/reports/2020/figures/licensing.decided/",
    )  # fmt: skip


def licence_voided(world):
    made, places = licence_(world)
    return Thing(places, lambda: licensing.void(made, reason="重复", **world.who))


def licence_ended(move):
    """Stays counted and shown as decided; nowhere as one that is good."""

    def row(world):
        made, everywhere = licence_(world)
        places = pages(
            world,
            ("麒麟建设",),
            list="/licences/?validity=in-force",
            csv="/licences.csv?validity=in-force",
        )
        return Thing(
            places, lambda: getattr(licensing, move)(made, reason="依法", **world.who),
            elsewhere=everywhere,
        )  # fmt: skip

    return row


def application_voided(world):
    """Seen by its applicant alone, who is told that it is void, not that the code is wrong."""
    receipt = walk.send(world.client)
    told = {"number": receipt["number"], "code": receipt["code"]}

    def says(words):
        return lambda: words in world.client.post("/track/", told, follow=True).content.decode()

    made = Application.objects.get()
    return Thing(
        {"progress": says("请与本机关确认")},
        lambda: applications.void(made, reason="重复", **world.who),
        elsewhere={"progress": says("这件申请已作废")},
    )


def question(world):
    made = hotline.register(messages.request(world.bureau, subject="麒麟路路灯不亮"), **world.who)
    unit = Organisation.objects.get(slug="duban")
    made = hotline.assign(made, unit=unit, **world.who)
    made = hotline.answer(made, answer_text="已经修好。", answered_on=world.now.date(), **world.who)
    told = {
        "public_subject": "麒麟路路灯不亮",
        "public_content": "三天了",
        "public_answer": "已经修好。",
    }
    made = hotline.publish(hotline.propose(made, **told, **world.who), **world.who)
    places = listed(world, "messages", made, "麒麟路路灯", files=False)
    places["search"] = page(world, "/search/?q=麒麟路路灯", f'href="/messages/{made.pk}/')
    return made, places, told


def question_undone(move, **details):
    def row(world):
        made, places, told = question(world)

        def redo():
            made.refresh_from_db()
            hotline.publish(hotline.propose(made, **told, **world.who), **world.who)

        return Thing(
            places,
            lambda: getattr(hotline, move)(made, **details, **world.who),
            redo if move == "withdraw" else None,
        )

    return row


def reply(world):
    """A published reply, with its page, its files and its line below the figures."""
    made = proposals.register(replies.proposal(world.bureau, subject="麒麟路停车"), **world.who)
    given = {"role": "lead", "due_on": world.now.date(), **world.who}
    made = proposals.assign(made, unit=Organisation.objects.get(slug="duban"), **given)
    made = replies.reported(made, world.now)
    made = proposals.draft(made, **replies.written(made), **world.who)
    made = proposals.propose(proposals.sign(made, **world.who), publication="full", **world.who)
    made = proposals.publish(made, **world.who)
    places = listed(
        world, "proposals", made, "麒麟路停车",
        behind_the_figure="/reports/2026/figures/proposals.published/",
    )  # fmt: skip
    places["search"] = page(world, "/search/?q=麒麟路停车", f'href="/proposals/{made.pk}/')
    return made, places


def reply_undone(move, **details):
    def row(world):
        made, places = reply(world)

        def redo():
            made.refresh_from_db()
            again = proposals.propose(made, publication="full", **world.who)
            proposals.publish(again, **world.who)

        return Thing(
            places,
            lambda: getattr(proposals, move)(made, **details, **world.who),
            redo if move == "withdraw" else None,
        )

    return row


def reply_replaced(world):
    """A second reply takes the first one off: it is no longer what stands."""
    made, places = reply(world)

    def undo():
        again = proposals.rate(made, satisfaction="dissatisfied", **world.who)
        again = proposals.draft(again, **replies.written(again), **world.who)
        proposals.sign(again, **world.who)

    return Thing(places, undo)
