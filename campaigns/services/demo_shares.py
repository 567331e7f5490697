"""What teachers of the demonstration share: target profiles of their own, and resources."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import Organisation, User
from campaigns.enums import Licence, Visibility
from campaigns.models import Resource
from campaigns.services.awards import BadgeContent, Criterion, add_badge
from campaigns.services.profiles import ProfileContent, create_profile, show_to
from campaigns.services.resources import ResourceContent, add_resource, mark_useful

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class DemoProfile:
    slug: str
    name: str
    description: str
    topics: tuple[tuple[str, int], ...]
    visibility: Visibility
    days_ago: int
    badge: BadgeContent | None = None


@dataclass(frozen=True)
class DemoResource:
    """`is_useful`: a colleague marked it."""

    slug: str
    topic: str
    title: str
    description: str
    licence: Licence
    visibility: Visibility
    days_ago: int
    is_useful: bool = False


PROFILES: Final = (
    DemoProfile(
        "profil-secrets", "Mots de passe et pièges, avant la sortie au CDI",
        "Vingt minutes, en salle informatique, avant de créer les comptes du CDI.",
        (("mots-de-passe", 3), ("messages-pieges", 3), ("qui-voit-quoi", 2)),
        Visibility.ORGANISATION, 35,
        BadgeContent(
            title="Gardien des secrets",
            message="Vous savez choisir un mot de passe et repérer un message piégé.",
            criteria=(Criterion(threshold=75, topics={"mots-de-passe": 3, "messages-pieges": 3}),),
        ),
    ),
    DemoProfile(
        "profil-ranger", "Ranger et retrouver les documents de l'année",
        "Pour que personne ne perde plus son exposé.",
        (("nommer-et-ranger", 4), ("retrouver-un-document", 4), ("stocker-et-partager", 4)),
        Visibility.SUBMITTED, 4,
    ),
    DemoProfile(
        "profil-algorithmes", "Algorithmes en 4e, bilan de la séquence",
        "", (("algorithmes-et-blocs", 4), ("variables-et-conditions", 4), ("lire-et-corriger", 4)),
        Visibility.AUTHOR, 1,
    ),
)  # fmt: skip
RESOURCES: Final = (
    DemoResource(
        "ressource-phrase", "mots-de-passe", "La phrase qui devient un mot de passe",
        "Par deux, quinze minutes, sans ordinateur. Chacun invente une phrase, en tire un mot de "
        "passe, puis l'autre essaie de le deviner en posant dix questions. On compte à la fin "
        "combien de signes ont été trouvés, et pourquoi.",
        Licence.CC_BY, Visibility.EVERYBODY, 40, is_useful=True,
    ),
    DemoResource(
        "ressource-arborescence", "nommer-et-ranger", "Le classeur de la classe, en papier",
        "Trente étiquettes de documents à ranger dans des enveloppes. Les groupes comparent leurs "
        "classements, puis cherchent un document rangé par un autre groupe.",
        Licence.CC_BY_SA, Visibility.ORGANISATION, 22, is_useful=True,
    ),
    DemoResource(
        "ressource-pieges", "messages-pieges", "Vrai ou piège\u00a0: six messages à projeter",
        "Six messages à lire à voix haute. La classe vote, puis on entoure ensemble l'indice qui "
        "tranche. Prévoir vingt minutes.",
        Licence.CC_BY, Visibility.SUBMITTED, 2,
    ),
    DemoResource(
        "ressource-blocs", "algorithmes-et-blocs", "Le robot, c'est le professeur",
        "Les élèves dictent des instructions ; le professeur les suit à la lettre, jusqu'au mur. "
        "Une bonne entrée dans les séquences et les boucles.",
        Licence.CC0, Visibility.ORGANISATION, 9,
    ),
)  # fmt: skip


def make_shares(school: Organisation, author: User, colleague: User, now: datetime) -> None:
    """Profiles and resources in every state: draft, shared, waiting for staff, shown to all.

    Done again, it changes nothing.
    """
    for profile in PROFILES:
        _make_profile(profile, school, author, now - profile.days_ago * _DAY)
    for resource in RESOURCES:
        _make_resource(resource, school, author, colleague, now - resource.days_ago * _DAY)


def _make_profile(spec: DemoProfile, school: Organisation, author: User, now: datetime) -> None:
    content = ProfileContent(name=spec.name, description=spec.description, topics=dict(spec.topics))
    made, is_new = create_profile(
        organisation=school,
        author=author,
        content=content,
        with_stages=True,
        key=_key(school, spec.slug),
        now=now,
    )
    if not is_new:
        return
    if spec.badge is not None:
        add_badge(profile=made, content=spec.badge, now=now)
    show_to(profile=made, wanted=spec.visibility, now=now)


def _make_resource(
    spec: DemoResource, school: Organisation, author: User, colleague: User, now: datetime
) -> None:
    key = _key(school, spec.slug)
    if Resource.objects.filter(public_id=key).exists():
        return
    for_all = spec.visibility != Visibility.ORGANISATION
    content = ResourceContent(
        topic=spec.topic,
        title=spec.title,
        description=spec.description,
        url="",
        licence=spec.licence,
        for_all=for_all,
    )
    made = add_resource(organisation=school, author=author, content=content, key=key, now=now)
    if spec.visibility == Visibility.EVERYBODY:
        # As staff accept it, without writing to somebody invented.
        shown = {"visibility": Visibility.EVERYBODY, "decided_at": now + _DAY, "submitted_at": None}
        Resource.objects.filter(pk=made.pk).update(**shown)
    if spec.is_useful:
        mark_useful(resource=made, user=colleague, useful=True)


def _key(school: Organisation, slug: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{school.code}/{slug}")
