"""Letters out over SMTP: what was certainly sent, what certainly was not, and what nobody can know."""

from rag.mail.server import MailServer, mail_server, recipients_of
from rag.mail.smtp import Outcome, send

__all__ = ["MailServer", "Outcome", "mail_server", "recipients_of", "send"]
