"""Certificates as files that prove themselves: signed papers, and badges."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.enums import KeyUse
from certification.models import Certificate
from certification.papers.certificate import certificates_pdf
from certification.proofs import badges, status_lists
from certification.proofs.signatures import Seal, signed
from certification.selectors.certificates import Framework, Told, framework
from certification.selectors.keys import issuer, key_in_use, operator_name
from certification.services.keys import credential_key, document_key
from pix.shared.mosaic import PIX

# The badge is one and the same whatever the language of who takes it.
_LANGUAGE = "fr"


class Prover:
    """Reads keys and competences once, for as many certificates as there are."""

    def __init__(self) -> None:
        documents, credentials = key_in_use(KeyUse.DOCUMENTS), key_in_use(KeyUse.CREDENTIALS)
        self.framework = framework()
        self.issuer = issuer(credentials.identifier)
        self.key = credential_key(credentials)
        self.seal = Seal(
            key=document_key(documents),
            certificate=documents.public.encode(),
            reason=_("Certificat de compétences numériques"),
            place=operator_name(),
        )

    def badge(self, certificate: Certificate) -> str:
        """Its Open Badge, a signed text."""
        with override(_LANGUAGE):
            return badges.token(self._award(certificate), self.issuer, self.key)

    def paper(self, certificates: Sequence[Certificate], *, now: datetime) -> bytes:
        """One signed file, a sheet for each, which carries their badges."""
        badges = {one.code: self.badge(one) for one in certificates}
        return self._signed(certificates, badges, now)

    def sheets(self, certificates: Sequence[Certificate], *, now: datetime) -> bytes:
        """The same to print: without the badges, which paper does not carry."""
        return self._signed(certificates, {}, now)

    def _signed(
        self, certificates: Sequence[Certificate], badges: dict[str, str], now: datetime
    ) -> bytes:
        told = [Told(one, self.framework) for one in certificates]
        return signed(certificates_pdf(told, badges=badges, created=now), self.seal)

    def _award(self, certificate: Certificate) -> badges.Award:
        one = Told(certificate, self.framework)
        number, index = status_lists.place_of(certificate.status_index)
        return badges.Award(
            public_id=certificate.public_id,
            code=certificate.code,
            holder=badges.Holder(
                one.content["last_name"], one.content["first_name"], one.birth_date
            ),
            name=_("Certificat de compétences numériques"),
            criteria=criteria(),
            pix=one.pix,
            reachable=one.most_pix,
            competences=tuple(
                badges.CompetenceLevel(level.competence.pk, level.competence.name, level.level)
                for group in one.domains
                for level in group.levels
                if level.level is not None
            ),
            issued_at=certificate.delivered_at,
            valid_until=certificate.expires_at,
            status_list=number,
            status_index=index,
        )


def criteria() -> str:
    return _(
        "Une épreuve surveillée dans un centre de certification. Chaque compétence du cadre de "
        "référence des compétences numériques est certifiée à un niveau de 1 à 8."
    )


def achievement(competences: Framework, by: badges.Issuer) -> dict[str, Any]:
    """What an installation certifies, whatever the person."""
    with override(_LANGUAGE):
        described: dict[str, Any] = {"@context": badges.CONTEXTS} | badges.achievement(
            _("Certificat de compétences numériques"),
            criteria(),
            len(competences.competences) * PIX,
            [badges.CompetenceLevel(one.pk, one.name, 0) for one in competences.competences],
            by,
        )
    return described


def status_list(number: int, *, now: datetime) -> str:
    """Which certificates of this list are revoked, signed."""
    first = number * status_lists.SIZE
    revoked = Certificate.objects.filter(
        status_index__range=(first, first + status_lists.SIZE - 1), revoked_at__isnull=False
    )
    credentials = key_in_use(KeyUse.CREDENTIALS)
    return status_lists.token(
        number,
        [index - first for index in revoked.values_list("status_index", flat=True).order_by()],
        issuer=issuer(credentials.identifier),
        key=credential_key(credentials),
        now=now,
    )
