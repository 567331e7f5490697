"""What people read about their certifications, and why rows stay."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.holdings import Fate, Holding, Subject
from accounts.personal_data.subjects import SCHOOL_NAME, TEAM, term

_WORK = "the work of the centre, which answers for the session"
KEPT_BY_CENTRE = "a document of the centre, where the person finds it"
RECORD = "the record of an examination: it proves a certificate, and serves appeals"
STAFF_NOTE = "a note for the jury"
TEST_NAME = {"test__public_id": _("test")}

CERTIFICATION = Subject(
    title=_("Vos certifications"),
    why=_("Pour passer une certification, en connaître le résultat et le prouver."),
    seen_by=_("Vous, l'équipe du centre de certification, vos surveillants et le jury."),
    how_long=format_lazy(
        _(
            "{term} après la publication, même si vous effacez votre compte\u00a0: c'est la trace "
            "d'un examen. Elle ne mène alors plus à votre compte."
        ),
        term=term("certifications"),
    ),
)


def work(name: str, model: str, fields: tuple[str, ...], *columns: str) -> Holding:
    """Rows of a centre in which the person is named for what they did."""
    return Holding(
        name=name,
        model=model,
        subject=TEAM,
        paths=columns,
        fields=fields,
        withheld={"*": KEPT_BY_CENTRE},
        headings={"centre__name": SCHOOL_NAME},
        fate=Fate.DETACHED,
        reason=_WORK,
        blanks=dict.fromkeys(columns),
    )


def record(name: str, model: str, fields: tuple[str, ...], **told: Any) -> Holding:
    """Rows of an examination: they stay."""
    return Holding(
        name=name,
        model=model,
        subject=CERTIFICATION,
        fields=fields,
        fate=Fate.DETACHED,
        reason=RECORD,
        **told,
    )
