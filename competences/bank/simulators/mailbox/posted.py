"""The state a mailbox posts, and what makes it plausible for its scenario."""

import re
from typing import Literal

from pydantic import Field

from competences.bank.simulators.vocabulary import Address, Ident, Line, Person, Posted, Text

from .scenario import ERASED, Scenario

CREATED = re.compile(r"x\d{1,4}")  # ids that the frame gives to what the learner creates


class Placement(Posted):
    folder: Ident
    read: bool
    starred: bool
    labels: list[Line] = Field(max_length=12)
    reported: Literal["", "junk", "phishing"]


class Outgoing(Posted):
    id: Ident
    to: list[Line] = Field(max_length=60)
    cc: list[Line] = Field(max_length=60)
    bcc: list[Line] = Field(max_length=60)
    subject: Line
    body: Text
    attachments: list[Line] = Field(max_length=20)  # a document's id, or "m3/plan.pdf"
    in_reply_to: Ident | None
    mode: Literal["new", "reply", "reply_all", "forward"]
    quoted: bool
    send_at: Line
    important: bool
    receipt: bool


class PostedFolder(Posted):
    id: Ident
    name: Line


class PostedRule(Posted):
    field: Literal["from", "to", "subject"]
    contains: Line
    action: Literal["move", "label", "star", "read", "bin"]
    target: Line


class Vacation(Posted):
    enabled: bool
    start: Line
    end: Line
    subject: Line
    body: Text


class PostedGroup(Posted):
    name: Line
    members: list[Address] = Field(max_length=60)


class Opened(Posted):
    message: Ident
    what: Line


class MailboxState(Posted):
    folders: list[PostedFolder] = Field(max_length=40)
    labels: list[Line] = Field(max_length=24)
    messages: dict[Ident, Placement]
    sent: list[Outgoing] = Field(max_length=40)
    drafts: list[Outgoing] = Field(max_length=40)
    rules: list[PostedRule] = Field(max_length=20)
    vacation: Vacation
    signature: Text
    contacts: list[Person] = Field(max_length=120)
    groups: list[PostedGroup] = Field(max_length=24)
    opened_links: list[Opened] = Field(max_length=200)
    opened_attachments: list[Opened] = Field(max_length=200)
    fetched: bool
    reading: Ident | None


def check_plausible(scenario: Scenario, state: MailboxState) -> None:
    """Raise ValueError when the state cannot come from this scenario."""
    originals = {message.id for message in scenario.messages}
    folders = {*scenario.folder_names, *(folder.id for folder in state.folders)}
    written = [message.id for message in (*state.sent, *state.drafts)]
    demand(set(state.messages) == originals, "a message is missing or unknown")
    demand({folder.id for folder in scenario.folders} <= folders, "a folder is missing")
    demand(len({folder.id for folder in state.folders}) == len(state.folders), "folder ids")
    demand(
        all(place.folder in folders | {ERASED} for place in state.messages.values()),
        "a message is in an unknown folder",
    )
    demand(
        all(set(place.labels) <= set(state.labels) for place in state.messages.values()),
        "a message has an unknown label",
    )
    demand(len(written) == len(set(written)), "two written messages have the same id")
    known = originals | set(written)
    for message in (*state.sent, *state.drafts):
        check_outgoing(scenario, message, known)
    demand(all(o.message in originals for o in state.opened_links), "unknown message opened")
    demand(all(o.message in originals for o in state.opened_attachments), "unknown message opened")
    demand(
        all(r.target in folders for r in state.rules if r.action == "move"),
        "a rule moves to an unknown folder",
    )


def check_outgoing(scenario: Scenario, message: Outgoing, known: set[str]) -> None:
    demand(
        CREATED.fullmatch(message.id) or message.id in {d.id for d in scenario.drafts},
        "a written message has an unknown id",
    )
    demand(message.in_reply_to is None or message.in_reply_to in known, "answers nothing known")
    demand(set(message.attachments) <= set(attachable(scenario)), "an unknown document is attached")


def attachable(scenario: Scenario) -> dict[str, str]:
    """Return the name of everything that can be attached, by reference."""
    documents = {document.id: document.name for document in scenario.documents}
    received = {
        f"{message.id}/{attachment.name}": attachment.name
        for message in scenario.messages
        for attachment in message.attachments
    }
    return documents | received


def demand(condition: object, problem: str) -> None:
    if not condition:
        raise ValueError(f"implausible mailbox: {problem}")
