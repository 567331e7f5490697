"""What was just done, in one message each."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from accounts.services.invitations import Sent


def tell_what_was_sent(request: HttpRequest, sent: Sent) -> None:
    if sent.invited:
        text = ngettext(
            "Une invitation est partie à %(emails)s.",
            "%(count)d invitations sont parties à %(emails)s.",
            len(sent.invited),
        )
        messages.success(request, text % _values(sent.invited))
    if sent.members:
        text = ngettext(
            "%(emails)s fait déjà partie de l'équipe\u00a0: rien ne lui a été envoyé.",
            "%(emails)s font déjà partie de l'équipe\u00a0: rien ne leur a été envoyé.",
            len(sent.members),
        )
        messages.info(request, text % _values(sent.members))
    if sent.waiting:
        text = ngettext(
            "%(emails)s a déjà une invitation\u00a0: renvoyez-la depuis la liste s'il le faut.",
            "%(emails)s ont déjà une invitation\u00a0: renvoyez-les depuis la liste s'il le faut.",
            len(sent.waiting),
        )
        messages.info(request, text % _values(sent.waiting))


def _values(emails: list[str]) -> dict[str, object]:
    return {"count": len(emails), "emails": ", ".join(emails)}
