"""公示回执: all publications of one record, and what the public could read at a moment."""

from datetime import datetime, time

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.casework.gate import DeskRequest, enter, matter_or_404

from .models import Publication, Publicised, shown_at

MIDDAY = time(12)


class MomentForm(forms.Form):
    """某一时刻."""

    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(
        label="时间", required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    def moment(self) -> datetime:
        """What was typed, in local time; midday where no time was."""
        typed = self.cleaned_data
        return timezone.make_aware(datetime.combine(typed["day"], typed["time"] or MIDDAY))


@require_safe
def receipt(request: DeskRequest, room: str, pk: int) -> HttpResponse:
    """公示回执 of a record that this actor may see; 404 for kinds that are never put on view."""
    place = enter(request, room)
    record = matter_or_404(request, place, pk)
    if not isinstance(record, Publicised):
        raise Http404
    rows = list(Publication.objects.of(record).select_related("term"))
    form = MomentForm(request.GET if "day" in request.GET else None)
    moment = form.moment() if form.is_bound and form.is_valid() else None
    context = {
        "record": record,
        "place": place,
        "rows": rows[::-1],
        "form": form,
        "moment": moment,
        "then": shown_at(rows, moment) if moment else None,
    }
    return render(request, "publicity/receipt.html", context)
