from certification.models.candidates import BirthCity, BirthCountry, Candidate
from certification.models.centres import Centre, CentreInvitation, CentreMembership, Window
from certification.models.files import PaperBatch, PaperPiece
from certification.models.results import (
    ApiClient,
    Appeal,
    Certificate,
    Notice,
    Result,
    SigningKey,
)
from certification.models.sessions import Session, SessionProposal, TestFormat
from certification.models.tests import (
    CertificationTest,
    IncidentReport,
    LiveAlert,
    Neutralisation,
    SupervisionEntry,
    TestEvent,
)

__all__ = [
    "ApiClient",
    "Appeal",
    "BirthCity",
    "BirthCountry",
    "Candidate",
    "Centre",
    "CentreInvitation",
    "CentreMembership",
    "Certificate",
    "CertificationTest",
    "IncidentReport",
    "LiveAlert",
    "Neutralisation",
    "Notice",
    "PaperBatch",
    "PaperPiece",
    "Result",
    "Session",
    "SessionProposal",
    "SigningKey",
    "SupervisionEntry",
    "TestEvent",
    "TestFormat",
    "Window",
]
