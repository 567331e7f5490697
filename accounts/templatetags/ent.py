"""The ENTs of the sign-in page, and those of one's account."""

from django import template

from accounts.models import EntConnector, User
from accounts.selectors import ent

register = template.Library()


@register.simple_tag
def offered_connectors() -> list[EntConnector]:
    return ent.offered_connectors()


@register.simple_tag
def connectors_of(user: User) -> list[EntConnector]:
    return ent.connectors_of(user)
