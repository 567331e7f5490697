from accounts.models.identities import EntConnector, EntTicket
from accounts.models.learners import ImportChange, ImportRun, Learner, LinkClaim
from accounts.models.organisations import Invitation, Membership, Organisation
from accounts.models.people import User, UserManager
from accounts.models.slips import SlipBatch
from accounts.models.traces import AuditEvent

__all__ = [
    "AuditEvent",
    "EntConnector",
    "EntTicket",
    "ImportChange",
    "ImportRun",
    "Invitation",
    "Learner",
    "LinkClaim",
    "Membership",
    "Organisation",
    "SlipBatch",
    "User",
    "UserManager",
]
