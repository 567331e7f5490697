"""Ask the worker to fold a profile, at once or within seconds."""

from competences.tasks import fold_profile
from pix.shared import counters

WAITING = "pix:profiles-to-fold"


def request_fold(user_id: int, competence: str) -> None:
    """Fold as soon as the worker can; if the broker is out of reach the sweep will do it."""
    try:
        fold_profile.delay(user_id, competence)
    except fold_profile.OperationalError:
        counters.note(waiting=waiting_fold(user_id, competence))


def waiting_fold(user_id: int | None, competence: str) -> dict[str, str]:
    """What to note so that the profile is folded within seconds; several answers make one fold."""
    return {WAITING: f"{user_id}|{competence}"} if user_id else {}
