"""What campaigns do when a test of theirs ends."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from campaigns.services.participations import finish
from competences.models import Series
from competences.services.series import series_completed


@receiver(series_completed)
def finish_participation(sender: type[Series], series: Series, now: datetime, **_: Any) -> None:
    finish(series=series, now=now)
