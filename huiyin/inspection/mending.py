"""限期整改 out of an indicator that is not met: by the newest finished run of the agency's part."""

from collections.abc import Iterable, Mapping

from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation
from huiyin.rectification import findings
from huiyin.rectification.findings import Finding
from huiyin.rectification.rules import KEEP

from . import charged
from .models import Indicator, Inspection, Result
from .reach import VIEW

SHOWN = 20
DEMAND = "请逐条核实上述问题并完成整改，防止反复，报送整改措施、结果和佐证材料。"


def newest(agency: int | None) -> Inspection | None:
    """The newest finished run of an agency's part; None: of the whole site."""
    return Inspection.objects.filter(agency=agency, finished_at__isnull=False).first()


def openings(run: Inspection, broken: Iterable[Indicator], actor: Actor) -> Mapping[int, str]:
    """Where each of them is ordered to be mended; only the newest run says what is wrong now.

    What the whole site lacks is ordered by the agency for which this person may order anything.
    """
    if newest(run.agency_id) != run:
        return {}
    keepers = Organisation.objects.agencies().where(actor, KEEP)
    agency = run.agency_id or keepers.values_list("pk", flat=True).first()
    return findings.openings(broken, agency, actor) if agency else {}


def _read(key: int, agency: Organisation) -> Finding | None:
    """Of the agency's own part, else of the whole site."""
    for run in filter(None, (newest(agency.pk), newest(None))):
        broken = run.results.filter(indicator=key, state=Result.State.BROKEN)
        if (result := broken.select_related("indicator").first()) is not None:
            return _finding(result, run, agency)
    return None


def _finding(result: Result, run: Inspection, agency: Organisation) -> Finding:
    indicator = result.indicator
    text = [f"{indicator.name}：{indicator.rule}", f"实际{result.value}，要求{result.limit}。"]
    text += [f"{sentence} {address}".strip() for address, sentence in result.evidence[:SHOWN]]
    if result.faults > SHOWN:
        text.append(f"共{result.faults}处，这里列出前{min(SHOWN, len(result.evidence))}处。")
    return Finding(
        about=indicator,
        unit=charged.unit_of(indicator, agency, run.started_at),
        subject=f"网站自查未达标：{indicator.name}",
        problem="\n".join(text),
        demand=DEMAND,
        origin=str(run),
    )


def _link(key: int, actor: Actor) -> tuple[str, str] | None:
    indicator = Indicator.objects.filter(pk=key, is_listed=True).first()
    if indicator is None or not actor.may_somewhere(VIEW):
        return None
    return f"自查指标 {indicator.name}", f"/desk/inspection/indicators/{indicator.code}/"


findings.declare(Indicator, _read, _link)
