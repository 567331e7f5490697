"""The connectors of the demonstration ENT, whose address changes with the ports of this machine."""

from typing import Any

from accounts.ent.description import ready_descriptions
from accounts.enums import ConnectorProtocol
from accounts.models import EntConnector
from pix.demo_ent.oidc import CLIENT


def connect(address: str) -> bool:
    """Whether one is open. Closed from the administration, they stay so."""
    for slug, described in _connectors(address).items():
        protocol = described.pop("protocol")
        connector, _made = EntConnector.objects.get_or_create(
            slug=slug,
            defaults={
                "name": described["name"],
                "protocol": protocol,
                "is_open": True,
                "is_listed": protocol == ConnectorProtocol.CAS,
            },
        )
        connector.configuration = described
        connector.save(update_fields=["configuration"])
    return EntConnector.objects.filter(slug__in=_connectors(address), is_open=True).exists()


def _connectors(address: str) -> dict[str, dict[str, Any]]:
    """The same people by two protocols: CAS from the sign-in page, OpenID Connect for who asks."""
    by_cas = ready_descriptions()["demo"]
    by_cas["cas"]["servers"][0]["url"] = f"{address}/cas"
    by_oidc = ready_descriptions()["generic-oidc"] | {
        "name": "ENT de démonstration (OpenID Connect)",
        "oidc": {"issuer": address, "client_id": CLIENT},
    }
    alike = ("schools", "trusted_for_membership", "loopback", "keeps_names", "explanation")
    by_oidc |= {name: by_cas[name] for name in alike}
    return {"demo": by_cas, "demo-oidc": by_oidc}
