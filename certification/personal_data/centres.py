"""The team of a centre, and what its members did."""

from django.utils.translation import gettext_lazy as _

from accounts.holdings import Holding
from accounts.personal_data.subjects import INTERNAL, OPENS, OTHERS, SCHOOL_NAME, TEAM
from certification.personal_data.words import work

IN_A_CENTRE = (
    work("centres-demandes", "certification.Centre", ("name", "requested_at"), "requested_by"),
    Holding(
        name="centres",
        model="certification.CentreMembership",
        subject=TEAM,
        paths=("user",),
        fields=("centre__name", "role", "joined_at", "ended_at"),
        headings={"centre__name": SCHOOL_NAME},
        withheld={"public_id": INTERNAL},
    ),
    Holding(
        name="invitations-de-centres",
        model="certification.CentreInvitation",
        subject=TEAM,
        paths=("accepted_by", "invited_by"),
        by_email=("email",),
        fields=("centre__name", "role", "sent_at", "expires_at", "accepted_at", "cancelled_at"),
        headings={"centre__name": SCHOOL_NAME},
        withheld={"public_id": INTERNAL, "email": OTHERS, "secret_digest": OPENS},
    ),
    work(
        "sessions",
        "certification.Session",
        ("number", "centre__name", "starts_at"),
        *("created_by", "finalised_by", "officer", "jury_comment_by"),
    ),
    work("sessions-proposees", "certification.SessionProposal", ("title", "made_at"), "made_by"),
    Holding(
        name="lots-de-certificats",
        model="certification.PaperBatch",
        subject=TEAM,
        paths=("made_by",),
        fields=("title", "language", "asked_at", "finished_at"),
        headings={"language": _("langue")},
        withheld={
            "public_id": INTERNAL,
            "centre": INTERNAL,
            "certificates": OTHERS,
            "done": INTERNAL,
            "touched_at": INTERNAL,
        },
    ),
    work("entrees-en-surveillance", "certification.SupervisionEntry", ("entered_at",), "user"),
    work("autorisations", "certification.Candidate", ("authorised_at",), "authorised_by"),
    work("actes-de-surveillance", "certification.TestEvent", ("kind", "at"), "author"),
    work("alertes-traitees", "certification.LiveAlert", ("settled_at",), "settled_by"),
    work(
        "neutralisations",
        "certification.Neutralisation",
        ("made_at",),
        *("made_by", "lifted_by"),
    ),
    work(
        "signalements-faits",
        "certification.IncidentReport",
        ("category", "made_at"),
        *("made_by", "resolved_by"),
    ),
    work("resultats-decides", "certification.Result", ("status", "reason", "made_at"), "author"),
    work("recours-traites", "certification.Appeal", ("answered_at",), "answered_by"),
)
