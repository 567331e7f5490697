"""Where sessions are kept: Django's table, read at every request by SQL written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from pix.shared import statements

_CURRENT = "session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        session = statements.fetch(Session, _CURRENT, [self.session_key, timezone.now()])
        if session is None:
            self._session_key = None
        return session
