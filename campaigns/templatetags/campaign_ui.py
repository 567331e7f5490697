"""What the pages of campaigns say of one, whatever their view gives them."""

from django import template
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.selectors.campaigns import Opening, opening_of

register = template.Library()


@register.simple_tag
def opening(campaign: Campaign) -> Opening:
    """Whether one may take part now: `{% opening campaign as state %}`."""
    return opening_of(campaign, now=timezone.now())
