"""What a person fills in when something was served: an answer, or a notice to the applicant."""

from typing import Any

from huiyin.casework.forms import MoveForm

from .models import Application, DeliveryChannel, ServiceMethod

ASKED_FOR = {
    DeliveryChannel.POST: ServiceMethod.POST,
    DeliveryChannel.EMAIL: ServiceMethod.ELECTRONIC,
    DeliveryChannel.ONLINE: ServiceMethod.ELECTRONIC,
    DeliveryChannel.PICKUP: ServiceMethod.DIRECT,
}
"""The way that the applicant asked for stands in the form; the clerk says which it was."""


class ServeForm(MoveForm):
    """How the answer leaves: by the way that was asked for, unless the clerk says otherwise."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, Application) and self.matter.delivery_channel:
            channel = DeliveryChannel(self.matter.delivery_channel)
            self.fields["method"].initial = ASKED_FOR.get(channel)


class NoticeServedForm(MoveForm):
    """How a notice was sent to the applicant, and when it arrived."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        service = None
        if isinstance(self.matter, Application):
            of = Application.NOTICES.get(self.matter.state, "")
            service = self.matter.services.filter(of=of).first()
        for name in ("method", "sent_on", "post_number", "receipt"):
            self.fields[name].initial = getattr(service, name, "")
