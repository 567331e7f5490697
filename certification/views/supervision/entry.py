"""The door of the supervision: a number, a password, and a trace."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest
from certification.access import close_supervision_to, open_supervision_to
from certification.forms.supervision import SupervisionForm
from certification.models import Session
from certification.services.supervision import Refusal, SupervisionRefused, enter
from certification.views.supervision.doors import supervised
from pix.shared.numbers import duration

_WORDS = {
    Refusal.UNKNOWN: gettext_lazy(
        "Aucune session n'a ce numéro. Vérifiez les six chiffres sur votre kit."
    ),
    Refusal.WRONG_PASSWORD: gettext_lazy(
        "Ce n'est pas le mot de passe de cette session. Recopiez-le du kit, majuscules comprises."
    ),
    Refusal.CANDIDATE: gettext_lazy(
        "Vous êtes candidat dans cette session\u00a0: quelqu'un d'autre doit la surveiller."
    ),
    Refusal.FINALISED: gettext_lazy(
        "Cette session est finalisée\u00a0: on ne peut plus la surveiller."
    ),
}
_FIELDS = {Refusal.UNKNOWN: "number", Refusal.WRONG_PASSWORD: "password"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def supervision_entry(request: SignedInRequest) -> HttpResponse:
    """Anybody signed in who was given the number and the password."""
    asked = {"number": request.GET.get("session", "")[:6]}
    form = SupervisionForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        session = _entered(request, form)
        if session:
            open_supervision_to(request, session)
            return redirect("supervision", session.number)
    status = 422 if form.errors else 200
    return render(request, "supervision/entry.html", {"form": form}, status=status)


def _entered(request: SignedInRequest, form: SupervisionForm) -> Session | None:
    try:
        return enter(user=request.user, now=timezone.now(), **form.cleaned_data)
    except SupervisionRefused as refused:
        form.add_error(_FIELDS.get(refused.reason), _said(refused))
        return None


def _said(refused: SupervisionRefused) -> str:
    if refused.reason == Refusal.TOO_MANY_TRIES:
        words = _("Trop d'essais. Réessayez dans %(pause)s.")
        return words % {"pause": duration(refused.pause.total_seconds())}
    return str(_WORDS[refused.reason])


@require_POST
@supervised
def supervision_leave(request: SignedInRequest, session: Session) -> HttpResponse:
    """This browser supervises no more; the tests go on."""
    close_supervision_to(request, session)
    return redirect("supervision_entry")
