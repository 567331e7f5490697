from campaigns.models.campaigns import (
    Campaign,
    CampaignDigest,
    Participation,
    ParticipationResult,
)
from campaigns.models.exports import Export, ExportPiece
from campaigns.models.profiles import Badge, Stage, TargetProfile, TargetTopic
from campaigns.models.school import LearnerStanding, Resource, ResourceMark, ResourceReport

__all__ = [
    "Badge",
    "Campaign",
    "CampaignDigest",
    "Export",
    "ExportPiece",
    "LearnerStanding",
    "Participation",
    "ParticipationResult",
    "Resource",
    "ResourceMark",
    "ResourceReport",
    "Stage",
    "TargetProfile",
    "TargetTopic",
]
