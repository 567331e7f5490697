"""Somebody whom an ENT has just named: known, she is signed in; else she says who she is."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.ent import passage
from accounts.ent.description import Description, Profile
from accounts.ent.passage import Arrival
from accounts.ent.problems import Problem
from accounts.enums import RecognitionOutcome
from accounts.forms.ent import FirstVisitForm
from accounts.forms.entrance import SignInForm
from accounts.models import EntConnector, Organisation
from accounts.selectors import ent as selectors
from accounts.services import ent as services
from accounts.services.ent_places import Entrance, Welcome
from accounts.views.ent import ent_page
from accounts.views.ent_door import landing_of, sign_in
from accounts.views.ent_problem import problem_page


@require_http_methods(["GET", "HEAD", "POST"])
@ent_page
def arrival(
    request: HttpRequest, connector: EntConnector, description: Description
) -> HttpResponse:
    """After the ENT: a known person goes on, a new one sees what will happen."""
    arrived = Arrival.of(request.session, connector.slug)
    if arrived is None:
        return _nobody(request, connector)
    if arrived.identity.profile == Profile.PARENT:
        passage.forget_arrival(request.session)
        return problem_page(request, connector, Problem.PARENT)
    entrance = Entrance(connector, description, arrived.identity)
    known = selectors.account_of(connector, arrived.identity.subject)
    if known is not None and not known.user.is_active:
        return problem_page(request, connector, Problem.CLOSED)
    if known is not None and known.user.is_staff:
        return problem_page(request, connector, Problem.STAFF)
    if known is not None:
        return enter(request, arrived, services.come_again(entrance, known, now=timezone.now()))
    return _first_visit(request, arrived, entrance)


def _nobody(request: HttpRequest, connector: EntConnector) -> HttpResponse:
    """The page was reloaded, or opened long after."""
    if request.user.is_authenticated:
        return redirect(landing_of(request.user))
    return problem_page(request, connector, Problem.LOST)


def _first_visit(request: HttpRequest, arrived: Arrival, entrance: Entrance) -> HttpResponse:
    schools = selectors.schools_of(arrived.identity)
    form = FirstVisitForm(
        request.POST if request.method == "POST" else None,
        identity=arrived.identity,
        in_list=bool(schools) and arrived.identity.profile == Profile.PUPIL,
        answered_for=selectors.is_answered_for(arrived.identity),
    )
    if request.method == "POST" and form.is_under_age():
        return redirect("under_age")
    alone = "seul" in request.POST and bool(schools)
    if not alone and not form.is_valid():
        return _first_page(request, entrance, schools, form)
    try:
        return enter(request, arrived, _welcome(entrance, form, alone=alone))
    except services.AlreadyAttachedError:  # the button was pressed twice
        return redirect("ent_arrival", entrance.connector.slug)
    except services.NotRecognisedError as refusal:
        return _first_page(request, entrance, schools, form, refusal.outcome)


def _welcome(entrance: Entrance, form: FirstVisitForm, *, alone: bool) -> Welcome:
    now, language = timezone.now(), (get_language() or "fr")[:2]
    if alone:
        return services.welcome_alone(entrance, language=language, now=now)
    person = replace(entrance, identity=entrance.identity.completed(**form.given()))
    return services.welcome(person, language=language, now=now)


def _first_page(
    request: HttpRequest,
    entrance: Entrance,
    schools: list[Organisation],
    form: forms.Form,
    outcome: RecognitionOutcome | None = None,
) -> HttpResponse:
    profile, trusted = entrance.identity.profile, entrance.description.trusted_for_membership
    context = {
        "connector": entrance.connector,
        "identity": entrance.identity,
        "keeps_names": entrance.description.keeps_names,
        "schools": schools,
        "teams": [school for school in schools if trusted and school.teachers_join_from_ent],
        "is_pupil": profile == Profile.PUPIL,
        "is_staff": profile in (Profile.TEACHER, Profile.HEAD),
        "form": form,
        "outcome": outcome,
    }
    return render(request, "accounts/ent/first_visit.html", context, status=422 if outcome else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@ent_page
def existing_account(
    request: HttpRequest, connector: EntConnector, description: Description
) -> HttpResponse:
    """An account made before is given the ENT as a way in, after its password."""
    arrived = Arrival.of(request.session, connector.slug)
    if arrived is None or arrived.identity.profile == Profile.PARENT:
        return _nobody(request, connector)
    form = SignInForm(request.POST or None, request=request)
    del form.fields["remember"]
    if form.is_valid():
        entrance = Entrance(connector, description, arrived.identity)
        try:
            attached = services.attach(entrance, user=form.user, now=timezone.now())
        except services.NotForAdministratorsError:
            form.add_error(None, _("Un compte de l'équipe de Pix ne s'ouvre pas par un ENT."))
        except services.AlreadyAttachedError:
            form.add_error(None, _("Ce compte de l'ENT ouvre déjà un autre compte Pix."))
        else:
            messages.success(request, _("Votre ENT ouvre désormais ce compte."))
            return enter(request, arrived, attached)
    return render(request, "accounts/ent/existing.html", {"connector": connector, "form": form})


def enter(request: HttpRequest, arrived: Arrival, welcome: Welcome) -> HttpResponse:
    """Sign in, say what came of the arrival, go where the link went."""
    if welcome.outcome == RecognitionOutcome.LINKED:
        messages.success(request, welcome.outcome.label)
    elif welcome.outcome not in (None, RecognitionOutcome.TOO_MANY):
        messages.warning(request, welcome.outcome.label)
    for school in welcome.joined:
        messages.success(request, _("Vous avez rejoint l'équipe\u00a0: %s.") % school.name)
    destination = arrived.destination or landing_of(welcome.user)
    if welcome.to_join:
        join = reverse("join_organisation", args=[welcome.to_join.code])
        destination = f"{join}?{urlencode({'next': destination})}"
    return sign_in(request, welcome.user, destination=destination, ticket=arrived.ticket)
