"""People as papers name them."""

from django.utils.translation import gettext as _

from campaigns.models import Participation


def name_of(run: Participation) -> str:
    """As in the list of the school; otherwise as in the account, or what the person typed."""
    if run.learner is not None:
        return f"{run.learner.used_name or run.learner.last_name} {run.learner.first_name}"
    if run.user is not None:
        return f"{run.user.last_name} {run.user.first_name}".strip() or run.identifier
    return run.identifier or _("sans nom")


def first_name_of(run: Participation) -> str:
    person = run.learner or run.user
    return person.first_name if person else ""


def class_of(class_name: str | None) -> str:
    """None for everybody, "" for those without a class."""
    if class_name is None:
        return _("Tous les participants")
    return _("Classe %(name)s") % {"name": class_name} if class_name else _("Sans classe")
