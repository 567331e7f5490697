"""How pages look, with or without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.account import LanguageForm, PreferencesForm
from accounts.middleware import LANGUAGE_SESSION_KEY
from accounts.selectors.people import PREFERENCES_SESSION_KEY, current_preferences
from accounts.services import people
from pix.shared.addresses import own_address


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def display_preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, initial=vars(current_preferences(request)))
    if not form.is_valid():
        return render(request, "accounts/preferences.html", {"form": form})
    preferences = form.preferences()
    if request.user.is_authenticated:
        people.save_preferences(user=request.user, preferences=preferences)
    else:
        request.session[PREFERENCES_SESSION_KEY] = preferences.to_stored()
    messages.success(request, _("Vos préférences d'affichage sont enregistrées."))
    return _back(request, request.path)


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        if request.user.is_authenticated:
            people.choose_language(user=request.user, language=language)
        else:
            request.session[LANGUAGE_SESSION_KEY] = language
    return _back(request, "/")


@login_not_required
@require_safe
def conditions(request: HttpRequest) -> HttpResponse:
    """What one agrees to when signing up."""
    return render(request, "accounts/conditions.html")


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page that asked, if it is one of ours."""
    page = own_address(request, request.POST.get("next", ""), otherwise=otherwise)
    return HttpResponseRedirect(page)
