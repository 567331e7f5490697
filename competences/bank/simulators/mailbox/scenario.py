"""What a mailbox scenario may hold."""

from typing import Literal, Self

from pydantic import Field, model_validator

from competences.bank.simulators.vocabulary import (
    Address,
    Ident,
    Line,
    Moment,
    Person,
    Size,
    Strict,
    Text,
)

SYSTEM_FOLDERS = {
    "inbox": "Réception",
    "sent": "Envoyés",
    "drafts": "Brouillons",
    "archive": "Archives",
    "junk": "Indésirables",
    "bin": "Corbeille",
}
ERASED = "erased"
Feature = Literal[
    "compose", "reply", "attach", "contacts", "options", "signature", "folders", "labels",
    "rules", "vacation", "archive", "junk", "delete", "move", "star", "search", "headers",
]  # fmt: skip


class Attachment(Strict):
    name: Line
    size: Size = "120 Ko"
    text: Text = ""  # shown when it is opened


class Message(Strict):
    id: Ident
    folder: Ident = "inbox"
    sender: Person = Field(alias="from")
    to: list[Person] = Field(default_factory=list, max_length=40)  # nobody: the owner
    cc: list[Person] = Field(default_factory=list, max_length=40)
    reply_to: Person | None = None
    date: Moment
    subject: Line
    body: Text
    attachments: list[Attachment] = Field(default_factory=list, max_length=10)
    headers: dict[Line, Line] = Field(default_factory=dict)
    read: bool = False
    starred: bool = False
    labels: list[Line] = Field(default_factory=list)
    incoming: bool = False  # arrives when the learner fetches the mail


class Folder(Strict):
    id: Ident
    name: Line


class Document(Strict):
    id: Ident
    name: Line
    size: Size = "120 Ko"


class Group(Strict):
    name: Line
    members: list[Address] = Field(min_length=1, max_length=40)


class Draft(Strict):
    id: Ident
    to: list[Person] = Field(default_factory=list, max_length=40)
    cc: list[Person] = Field(default_factory=list, max_length=40)
    bcc: list[Person] = Field(default_factory=list, max_length=40)
    subject: Line = ""
    body: Text = ""
    attachments: list[Ident] = Field(default_factory=list, max_length=10)


class Rule(Strict):
    field: Literal["from", "to", "subject"]
    contains: Line
    action: Literal["move", "label", "star", "read", "bin"]
    target: Line = ""


class Scenario(Strict):
    owner: Person
    today: Moment
    signature: Text = ""
    folders: list[Folder] = Field(default_factory=list, max_length=20)
    labels: list[Line] = Field(default_factory=list, max_length=12)
    contacts: list[Person] = Field(default_factory=list, max_length=60)
    groups: list[Group] = Field(default_factory=list, max_length=12)
    documents: list[Document] = Field(default_factory=list, max_length=20)
    attachment_limit: Size = "20 Mo"
    features: list[Feature] | None = None  # none: all of them
    open: Ident = "inbox"
    messages: list[Message] = Field(max_length=80)
    drafts: list[Draft] = Field(default_factory=list, max_length=10)
    rules: list[Rule] = Field(default_factory=list, max_length=10)

    @property
    def folder_names(self) -> dict[str, str]:
        return SYSTEM_FOLDERS | {folder.id: folder.name for folder in self.folders}

    @model_validator(mode="after")
    def references_exist(self) -> Self:
        ids = [message.id for message in self.messages] + [draft.id for draft in self.drafts]
        ids += [folder.id for folder in self.folders] + [paper.id for paper in self.documents]
        if len(ids) != len(set(ids)) or set(ids) & {*SYSTEM_FOLDERS, ERASED}:
            raise ValueError("an id is used twice")
        unknown = {message.folder for message in self.messages} | {self.open}
        unknown |= {rule.target for rule in self.rules if rule.action == "move"}
        refuse("folder", unknown - set(self.folder_names))
        used = {label for message in self.messages for label in message.labels}
        used |= {rule.target for rule in self.rules if rule.action == "label"}
        refuse("label", used - set(self.labels))
        attached = {name for draft in self.drafts for name in draft.attachments}
        refuse("document", attached - {document.id for document in self.documents})
        return self


def refuse(kind: str, unknown: set[str]) -> None:
    if unknown:
        raise ValueError(f"unknown {kind}: {', '.join(sorted(unknown))}")
