"""The end of a campaign: the result, sending it, another run."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.selectors.people import current_preferences
from campaigns.access import get_campaign_by_code, own_participation
from campaigns.enums import ParticipationState
from campaigns.models import Participation
from campaigns.selectors.campaigns import opening_of
from campaigns.selectors.endings import collected_of, ending_of
from campaigns.selectors.entry import NotExpected
from campaigns.selectors.outcomes import profile_snapshot
from campaigns.selectors.wording import why_shut, why_unsendable
from campaigns.services import again as services_again
from campaigns.services import participations as services
from competences.selectors.series import what_follows


@login_not_required
@never_cache
@require_safe
def end(request: HttpRequest, campaign_code: str) -> HttpResponse:
    """What came out, and what is sent or would be. Nothing is sent by looking at it."""
    campaign = get_campaign_by_code(campaign_code)
    run = own_participation(request, campaign)
    if run is None or run.state == ParticipationState.STARTED:
        return redirect("campaign_landing", campaign.code)
    now = timezone.now()
    opening = opening_of(campaign, now=now)
    context = {
        "campaign": campaign,
        "run": run,
        "is_sent": run.state == ParticipationState.SENT,
        "opening": opening,
        "notice": why_unsendable(campaign, opening),
        "again": services_again.possibilities(run, now=now),
    }
    if run.series is None:
        context["collected"] = collected_of(_profiles(run))
        return render(request, "campaigns/taking/collected.html", context)
    context["ending"] = ending_of(run, run.series)
    return render(request, "campaigns/taking/end.html", context)


def _profiles(run: Participation) -> dict[str, dict[str, int]]:
    """As sent; before, exactly what would be."""
    if run.state == ParticipationState.SENT:
        sent: dict[str, dict[str, int]] = run.result.competences
        return sent
    return profile_snapshot(run.user_id) if run.user_id else {}


@login_not_required
@require_POST
def send(request: HttpRequest, campaign_code: str) -> HttpResponse:
    """Send the results; a second click, or a second tab, finds them sent."""
    campaign = get_campaign_by_code(campaign_code)
    run = own_participation(request, campaign)
    if run is None:
        return redirect("campaign_landing", campaign.code)
    try:
        services.send(participation=run, now=timezone.now())
    except services.NothingToSend:
        messages.warning(request, _("Terminez d'abord le test\u00a0: il reste des questions."))
    except (services.NotOpen, services.Removed):
        pass  # The page says it.
    return redirect("campaign_end", campaign.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: SignedInRequest, campaign_code: str) -> HttpResponse:
    """Another run: what was failed, or everything from nothing; what it costs is said before."""
    campaign = get_campaign_by_code(campaign_code)
    run = own_participation(request, campaign)
    if run is None or run.state != ParticipationState.SENT:
        # Another tab has begun it already.
        return redirect("campaign_landing", campaign.code)
    now = timezone.now()
    if request.method == "POST":
        return _begin_again(request, run)
    found = services_again.possibilities(run, now=now)
    if not (found.can_retry or found.can_start_over):
        return redirect("campaign_end", campaign.code)
    context = {"campaign": campaign, "run": run, "again": found} | _what_is_lost(run)
    return render(request, "campaigns/taking/again.html", context)


def _what_is_lost(run: Participation) -> dict[str, Any]:
    """By starting from nothing: the pix of the competences covered."""
    codes = services_again.competences_of(run.campaign)
    profiles = profile_snapshot(run.user_id) if run.user_id else {}
    lost = sum(profiles[code]["pix"] for code in codes if code in profiles)
    return {"competences": len(codes), "lost": lost}


def _begin_again(request: SignedInRequest, run: Participation) -> HttpResponse:
    from_nothing = request.POST.get("how") == "from_nothing"
    service = services_again.start_over if from_nothing else services_again.try_again
    needs = current_preferences(request).needs
    try:
        new = service(participation=run, needs=needs, now=timezone.now())
    except services_again.NotAllowedAgain as refusal:
        messages.warning(request, _refusal(refusal.days))
    except services.NotOpen as refusal:
        messages.warning(request, why_shut(run.campaign, refusal.opening).title)
    except NotExpected:
        text = _("Vous n'êtes plus dans la liste des élèves pour qui ce parcours est fait.")
        messages.warning(request, text)
    else:
        if new.series is not None and new.state == ParticipationState.STARTED:
            return redirect(what_follows(new.series))
    return redirect("campaign_end", run.campaign.code)


def _refusal(days: int) -> str:
    if not days:
        return _("Ce parcours ne peut pas être repassé.")
    return ngettext(
        "Vous pourrez repasser ce parcours dans %(days)s jour.",
        "Vous pourrez repasser ce parcours dans %(days)s jours.",
        days,
    ) % {"days": days}
