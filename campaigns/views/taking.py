"""Taking part: the code, the first page of a campaign, one's own campaigns."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.selectors.people import current_preferences
from accounts.tries import tried_by
from campaigns.access import get_campaign_by_code, own_participation, own_participations
from campaigns.enums import ParticipationState
from campaigns.forms.taking import CodeForm, IdentifierForm
from campaigns.models import Campaign, Participation
from campaigns.selectors.entry import Door, NotExpected, door_of, usual_minutes
from campaigns.selectors.runs import runs_of
from campaigns.selectors.wording import why_shut, why_unsendable
from campaigns.services import participations as services
from competences.access import close_series_to, open_series_to
from competences.selectors.bank import current_bank
from competences.selectors.series import what_follows
from competences.services.series import plan_of, usual_questions

_UNPROCESSABLE: Final = 422


@login_not_required
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """Where a code is typed; `?code=` tries it."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("campaign_landing", form.cleaned_data["code"])
    if form.is_bound and _tried_too_often(request):
        form = CodeForm()
        messages.warning(request, _("Beaucoup d'essais d'affilée\u00a0: attendez une minute."))
    return render(request, "campaigns/taking/code.html", {"form": form})


@login_not_required
@never_cache
@require_safe
def landing(request: HttpRequest, campaign_code: str) -> HttpResponse:
    """What a campaign is, for how long, who will see what; and the way in."""
    campaign = get_campaign_by_code(campaign_code)
    if campaign.code != campaign_code:
        return redirect("campaign_landing", campaign.code)
    return _show(request, campaign, IdentifierForm(campaign=campaign))


def _show(
    request: HttpRequest, campaign: Campaign, form: IdentifierForm, *, status: int = 200
) -> HttpResponse:
    run = own_participation(request, campaign)
    door, opening = door_of(campaign, _user(request), run, now=timezone.now())
    plan = plan_of(campaign.topics)
    competences = current_bank().competences
    context = {
        "campaign": campaign,
        "run": run,
        "door": door,
        "opening": opening,
        "notice": why_shut(campaign, opening) if run is None else why_unsendable(campaign, opening),
        "form": form,
        "questions": usual_questions(plan),
        "minutes": usual_minutes(plan),
        "competences": [competences[section["competence"]] for section in plan],
        "address": request.path_info,
    }
    return render(request, "campaigns/taking/landing.html", context, status=status)


@login_not_required
@require_POST
def start(request: HttpRequest, campaign_code: str) -> HttpResponse:
    """Begin, or go on where one was; `another` is somebody else at the same computer."""
    campaign = get_campaign_by_code(campaign_code)
    user, run = _user(request), own_participation(request, campaign)
    if run is not None and (user is not None or "another" not in request.POST):
        return redirect(_next_page(run))
    form = IdentifierForm(request.POST, campaign=campaign)
    door, _opening = door_of(campaign, user, None, now=timezone.now())
    if door == Door.SIGN_IN:
        return redirect_to_login(reverse("campaign_landing", args=[campaign.code]))
    if door == Door.START and not form.is_valid():
        return _show_again(request, campaign, form)
    if run is not None and run.series_id is not None:
        close_series_to(request, run.series_id)
    return _join(request, campaign, form if door == Door.START else None)


def _show_again(request: HttpRequest, campaign: Campaign, form: IdentifierForm) -> HttpResponse:
    return _show(request, campaign, form, status=_UNPROCESSABLE)


def _join(request: HttpRequest, campaign: Campaign, form: IdentifierForm | None) -> HttpResponse:
    page = reverse("campaign_landing", args=[campaign.code])
    user, now = _user(request), timezone.now()
    try:
        run = services.join(
            campaign=campaign,
            user=user,
            identifier=form.identifier if form else "",
            needs=current_preferences(request).needs,
            now=now,
            key=form.cleaned_data["key"] if form else "",
        )
    except NotExpected as refusal:
        return redirect(page if refusal.recognised else _recognition(campaign, page))
    except (services.NotOpen, services.Removed):
        # The page says why.
        return redirect(page)
    if run.series is not None and user is None:
        open_series_to(request, run.series, until=now + settings.ANONYMOUS_ACCESS)
    return redirect(_next_page(run))


def _recognition(campaign: Campaign, page: str) -> str:
    """To find oneself in the list of the school, and back."""
    join = reverse("join_organisation", args=[campaign.organisation.code])
    return f"{join}?{urlencode({'next': page})}"


def _next_page(run: Participation) -> str:
    if run.state == ParticipationState.STARTED and run.series is not None:
        return what_follows(run.series)
    return reverse("campaign_end", args=[run.campaign.code])


@login_not_required
@never_cache
@require_safe
def participations(request: HttpRequest) -> HttpResponse:
    """To resume, to send, sent, closed. A browser without account sees its own."""
    runs = runs_of(own_participations(request), now=timezone.now())
    if not runs and not request.user.is_authenticated:
        return redirect_to_login(request.path)
    unsent = [run for run in runs if not run.is_sent]
    context: dict[str, Any] = {
        "to_resume": [run for run in unsent if run.is_open and run.is_started],
        "to_send": [run for run in unsent if run.is_open and not run.is_started],
        "sent": [run for run in runs if run.is_sent],
        "closed": [run for run in unsent if not run.is_open],
        "count": len(runs),
    }
    return render(request, "campaigns/taking/participations.html", context)


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _tried_too_often(request: HttpRequest) -> bool:
    """A person, or the whole school that comes from one address."""
    user = _user(request)
    most = (
        settings.WRONG_CODES_OF_AN_ADDRESS_A_MINUTE
        if user is None
        else settings.WRONG_CODES_A_MINUTE
    )
    return tried_by(request, "code", user=user) > most
