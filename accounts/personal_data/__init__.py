"""What accounts, and the packages they rely on, hold of people, and for how long."""

from accounts.personal_data.people import LEFT_BEHIND, OWN
from accounts.personal_data.rules import RULES
from accounts.personal_data.schools import AT_SCHOOL, IN_A_TEAM

HOLDINGS = (*OWN, *AT_SCHOOL, *IN_A_TEAM, *LEFT_BEHIND)

NOT_HELD = {
    "accounts.User_groups": "groups of permissions are not used",
    "accounts.User_user_permissions": "permissions one by one are not used",
}

__all__ = ["HOLDINGS", "NOT_HELD", "RULES"]
