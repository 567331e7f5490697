"""The people of the demonstration: invented, and the same at every start."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.crypto import salted_hmac

from accounts.enums import Role
from accounts.models import User
from accounts.services import people


@dataclass(frozen=True)
class DemoAccount:
    email: str
    first_name: str
    last_name: str
    purpose: str
    is_staff: bool = False
    role: Role | None = None
    """In the team of the demonstration school."""

    @property
    def password(self) -> str:
        """Drawn from the secret of this installation: nobody else can guess it."""
        digest = salted_hmac("accounts.demo", self.email, algorithm="sha256").hexdigest()
        return f"Pix-{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


LEARNER: Final = DemoAccount(
    "camille.martin@example.org", "Camille", "Martin", "une personne qui a déjà passé des tests"
)
NEWCOMER: Final = DemoAccount(
    "noe.petit@example.org", "Noé", "Petit", "une personne qui n'a encore rien fait"
)
HEAD: Final = DemoAccount(
    "paul.lemoine@example.org",
    "Paul",
    "Lemoine",
    "le principal d'un collège, qui administre son espace (/orga/)",
    role=Role.ADMINISTRATOR,
)
TEACHER: Final = DemoAccount(
    "nadia.benali@example.org",
    "Nadia",
    "Benali",
    "une enseignante de ce collège (/orga/)",
    role=Role.MEMBER,
)
COLLEAGUE: Final = DemoAccount(
    "karim.haddad@example.org",
    "Karim",
    "Haddad",
    "un autre enseignant de ce collège",
    role=Role.MEMBER,
)
# Named like a pupil of the list of the demonstration school, and linked to that line.
PUPIL: Final = DemoAccount(
    "axel.coulibaly@example.org",
    "Axel",
    "Coulibaly",
    "un élève de troisième de ce collège, qui a un certificat (/certificats/)",
)
STAFF: Final = DemoAccount(
    "admin@example.org", "Aïcha", "Bernard", "l'équipe de la plateforme", is_staff=True
)
DEMO_ACCOUNTS: Final = (LEARNER, NEWCOMER, HEAD, TEACHER, COLLEAGUE, PUPIL, STAFF)


def ensure_demo_account(account: DemoAccount) -> User:
    """The person, made if she is not there; what she changed since is left alone."""
    existing = User.objects.filter(email=account.email).first()
    return existing or people.create_account(
        email=account.email,
        password=account.password,
        first_name=account.first_name,
        last_name=account.last_name,
        is_staff=account.is_staff,
    )


def write_demo_accounts(path: Path) -> Path:
    """Who to sign in as, and with which password, in a file that only its owner reads."""
    lines = [
        f"{account.email:<28} {account.password:<20} "
        f"{account.first_name} {account.last_name}\u00a0: {account.purpose}\n"
        for account in DEMO_ACCOUNTS
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join(lines), encoding="utf-8")
    return path
