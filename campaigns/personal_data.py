"""What campaigns and shared resources hold of people, and for how long."""

from django.utils.translation import gettext_lazy as _

from accounts.holdings import Fate, Holding, Subject
from accounts.personal_data.subjects import DERIVED, INTERNAL, SCHOOL_NAME, TEAM
from accounts.retention import Rule

_WORK = "the work of the team, which goes on without them"
_KEPT_BY_SCHOOL = "a document of the school, where the person finds it"

CAMPAIGNS = Subject(
    title=_("Vos parcours"),
    why=_("Pour passer les parcours donnés par vos enseignants et leur envoyer vos résultats."),
    seen_by=_("Vous, et l'équipe de l'établissement qui a donné le parcours."),
    how_long=_("Tant que votre compte existe."),
)

HOLDINGS = (
    Holding(
        name="parcours",
        model="campaigns.Participation",
        subject=CAMPAIGNS,
        paths=("user",),
        fields=(
            "campaign__organisation__name",
            "campaign__title",
            "campaign__code",
            "rank",
            "identifier",
            "state",
            "started_at",
            "finished_at",
            "sent_at",
            "deleted_at",
        ),
        headings={"campaign__organisation__name": SCHOOL_NAME, "campaign__title": _("parcours")},
        withheld={
            "public_id": INTERNAL,
            "series": INTERNAL,
            "learner": DERIVED,
            "is_current": DERIVED,
        },
    ),
    Holding(
        name="resultats-de-parcours",
        model="campaigns.ParticipationResult",
        subject=CAMPAIGNS,
        paths=("participation__user",),
        fields=(
            "participation__campaign__code",
            "validated",
            "total",
            "mastery",
            "pix",
            "is_certifiable",
            "stars",
            "badges",
            "topics",
            "competences",
            "skills",
            "computed_at",
            "is_frozen",
        ),
        headings={
            "badges": _("résultats thématiques"),
            "topics": _("sujets"),
            "competences": _("compétences"),
            "skills": _("acquis"),
            "computed_at": _("calculé le"),
            "is_frozen": _("définitif"),
        },
    ),
    Holding(
        name="certifiabilite",
        model="campaigns.LearnerStanding",
        subject=CAMPAIGNS,
        paths=("learner__user",),
        fields=("is_certifiable", "certifiable_since", "levels", "computed_at"),
        headings={"levels": _("niveaux"), "computed_at": _("calculé le")},
    ),
    Holding(
        name="campagnes",
        model="campaigns.Campaign",
        subject=TEAM,
        paths=("owner",),
        fields=("organisation__name", "kind", "code", "name", "title", "created_at"),
        headings={"organisation__name": SCHOOL_NAME, "created_at": _("créée le")},
        withheld={"*": _KEPT_BY_SCHOOL},
        fate=Fate.DETACHED,
        reason=_WORK,
        blanks={"owner": None},
    ),
    Holding(
        name="profils-cibles",
        model="campaigns.TargetProfile",
        subject=TEAM,
        paths=("author",),
        fields=("organisation__name", "name", "description", "created_at", "decision_note"),
        headings={"organisation__name": SCHOOL_NAME, "created_at": _("créé le")},
        withheld={"*": _KEPT_BY_SCHOOL},
        fate=Fate.DETACHED,
        reason=_WORK,
        blanks={"author": None},
    ),
    Holding(
        name="ressources",
        model="campaigns.Resource",
        subject=TEAM,
        paths=("author",),
        fields=("organisation__name", "title", "description", "url", "created_at"),
        headings={"organisation__name": SCHOOL_NAME, "created_at": _("partagée le")},
        withheld={"*": _KEPT_BY_SCHOOL},
        fate=Fate.DETACHED,
        reason=_WORK,
        blanks={"author": None},
    ),
    Holding(
        name="ressources-utiles",
        model="campaigns.ResourceMark",
        subject=TEAM,
        paths=("user",),
        fields=("resource__title",),
        headings={"resource__title": _("ressource")},
    ),
    Holding(
        name="ressources-signalees",
        model="campaigns.ResourceReport",
        subject=TEAM,
        paths=("user",),
        fields=("resource__title", "reason", "reported_at", "settled_at"),
        headings={"resource__title": _("ressource")},
        fate=Fate.DETACHED,
        reason=_WORK,
        blanks={"user": None},
    ),
    Holding(
        name="exports",
        model="campaigns.Export",
        subject=TEAM,
        paths=("made_by",),
        fields=(
            "campaign__code",
            "extension",
            "class_name",
            "with_skills",
            "language",
            "asked_at",
            "finished_at",
        ),
        headings={
            "campaign__code": _("code"),
            "extension": _("format"),
            "with_skills": _("avec les acquis"),
            "language": _("langue"),
        },
        withheld={
            "public_id": INTERNAL,
            "total": DERIVED,
            "done": INTERNAL,
            "touched_at": INTERNAL,
        },
    ),
)

NOT_HELD: dict[str, str] = {
    "campaigns.ExportPiece": "a table of a school, erased within the hour",
}

RULES: tuple[Rule, ...] = ()
