"""What happens here when somebody signs in: a trial made without account becomes theirs.

`accounts` may not know `competences`, so this listens to allauth's signals.
"""

from typing import Any
from uuid import UUID

from allauth.account.signals import user_logged_in
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from competences.access import TRIAL_SESSION_KEY
from competences.services.starting import keep_trial


@receiver(user_logged_in)
def keep_trial_of_session(request: HttpRequest, **kwargs: Any) -> None:
    """Signing up signs in, so one signal is enough."""
    public_id = request.session.pop(TRIAL_SESSION_KEY, None)
    if public_id is None:
        return
    kept = keep_trial(UUID(public_id), user_id=kwargs["user"].pk, now=timezone.now())
    if kept is not None:
        messages.success(request, _("Vos réponses de l'essai sont gardées dans votre compte."))
