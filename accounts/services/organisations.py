"""What happens to an organisation."""

from datetime import datetime

from accounts.models import Membership


def use(*, membership: Membership, now: datetime) -> None:
    """Remember where this person works: /orga/ brings her back there."""
    membership.last_used_at = now
    membership.save(update_fields=["last_used_at"])
