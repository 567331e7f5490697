"""Background work of campaigns."""

import secrets

from celery import shared_task
from django.utils import timezone

from campaigns.selectors.watching import is_watched

_BATCH = 100


@shared_task
def live_demo_class(organisation_id: int, class_name: str) -> None:
    from campaigns.services.histories import live_class  # noqa: PLC0415 -- services enqueue tasks

    live_class(organisation_id, class_name, now=timezone.now())


@shared_task
def make_export_of(export_id: int) -> None:
    from campaigns.services.exports import make_export  # noqa: PLC0415 -- see live_demo_class

    make_export(export_id=export_id, now=timezone.now())


@shared_task
def tend_exports() -> None:
    from campaigns.services import exports  # noqa: PLC0415 -- see live_demo_class

    exports.tend_exports(now=timezone.now())


@shared_task
def refresh_waiting_digests() -> int:
    """Compute the digests of the campaigns that somebody sent results to."""
    from campaigns.services.digests import refresh_waiting  # noqa: PLC0415 -- see live_demo_class

    return refresh_waiting(now=timezone.now(), at_most=_BATCH)


@shared_task
def refresh_stale_digests() -> int:
    """Find the digests that were never computed again (lost message, Redis or worker down)."""
    from campaigns.services.digests import refresh_stale  # noqa: PLC0415 -- see live_demo_class

    return refresh_stale(now=timezone.now(), at_most=_BATCH)


@shared_task
def judge_active_learners() -> int:
    """Each night: who could sit the certification, among those who answered lately."""
    from campaigns.services.standings import judge_active  # noqa: PLC0415 -- see live_demo_class

    return judge_active(now=timezone.now())


@shared_task
def judge_all_learners() -> int:
    """Each week: everybody, also those whom a nightly run missed."""
    from campaigns.services.standings import judge_all  # noqa: PLC0415 -- see live_demo_class

    return judge_all(now=timezone.now())


@shared_task
def make_demo_campaigns(organisation_id: int, owner_id: int, colleague_id: int) -> None:
    """After the pasts of the classes, so that campaigns find what pupils know."""
    from accounts.models import Organisation, User  # noqa: PLC0415 -- see live_demo_class
    from campaigns.services import demo_campaigns as demo  # noqa: PLC0415 -- see live_demo_class
    from campaigns.services.demo_shares import make_shares  # noqa: PLC0415 -- see live_demo_class

    school = Organisation.objects.get(pk=organisation_id)
    owner, now = User.objects.get(pk=owner_id), timezone.now()
    make_shares(school, owner, User.objects.get(pk=colleague_id), now)
    for spec in demo.CAMPAIGNS:
        demo.make_campaign(spec, school, owner, now)


@shared_task
def move_demo_class() -> int:
    """The class of the demonstration works while somebody watches it."""
    from accounts.services.demo_school import demo_school  # noqa: PLC0415 -- see live_demo_class
    from campaigns.services import demo_campaigns as demo  # noqa: PLC0415 -- see live_demo_class

    school = demo_school()
    campaign = demo.live_campaign(school) if school else None
    if campaign is None or not is_watched(campaign.pk):
        return 0
    return demo.move_class(campaign, now=timezone.now(), seed=secrets.randbits(30))
