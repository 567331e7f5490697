from campaigns.models.campaigns import (
    Campaign,
    CampaignDigest,
    Participation,
    ParticipationResult,
)
from campaigns.models.profiles import Badge, Stage, TargetProfile, TargetTopic
from campaigns.models.school import LearnerStanding, Resource, ResourceMark

__all__ = [
    "Badge",
    "Campaign",
    "CampaignDigest",
    "LearnerStanding",
    "Participation",
    "ParticipationResult",
    "Resource",
    "ResourceMark",
    "Stage",
    "TargetProfile",
    "TargetTopic",
]
