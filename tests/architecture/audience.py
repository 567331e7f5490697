"""Who each address is for. A new address is a visible line here."""

from enum import Enum


class Audience(Enum):
    """The roles that an address answers."""

    EVERYBODY = ("nobody", "learner", "outsider", "staff")
    SIGNED_IN = ("learner", "outsider", "staff")
    OWNER = ("learner",)
    STAFF = ("staff",)

    @property
    def roles(self) -> tuple[str, ...]:
        return self.value


# Other people's packages, with rules of their own, tested where we extend them.
PREFIXES = ("admin/", "static/")

AUDIENCE = {
    "home": Audience.SIGNED_IN,
    "profile": Audience.SIGNED_IN,
    "competence": Audience.SIGNED_IN,
    "start": Audience.SIGNED_IN,
    "retry": Audience.SIGNED_IN,
    "reset": Audience.SIGNED_IN,
    "trial": Audience.EVERYBODY,
    "question": Audience.OWNER,
    "clock": Audience.OWNER,
    "swap": Audience.OWNER,
    "pause": Audience.OWNER,
    "result": Audience.OWNER,
    "corrections": Audience.OWNER,
    "report": Audience.OWNER,
    "simulator": Audience.OWNER,
    "file": Audience.OWNER,
    "preview": Audience.STAFF,
    "preview-simulator": Audience.STAFF,
    "preview-file": Audience.STAFF,
    "lessons": Audience.EVERYBODY,
    "lesson": Audience.EVERYBODY,
    "lesson-mark": Audience.SIGNED_IN,
}

# Where a forged key, or a thing the demonstration does not have, is "not found" for its audience.
MAY_BE_ABSENT = {"file", "preview-file", "simulator", "preview-simulator"}
