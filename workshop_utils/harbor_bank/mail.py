"""The e-mail desk: the customer's mailbox."""

from .errors import EmailNotFound, Refused
from .world import TODAY, books, by_id, locked


@locked
def list_emails() -> list[dict]:
    """List the e-mails in the customer's mailbox, newest first, without their text."""
    newest = sorted(books().of(books().emails), key=lambda one: (one["date"], int(one["id"][2:])), reverse=True)
    shown = ("folder", "date", "from", "to", "subject")
    return [{"email_id": one["id"], **{key: one[key] for key in shown}} for one in newest]


@locked
def read_email(email_id: str) -> dict:
    """Read one e-mail of the customer's mailbox.

    Args:
        email_id: such as "M-12"
    """
    found = _own_email(email_id)
    return {"email_id": found["id"], **{key: found[key] for key in ("date", "from", "to", "subject", "body")}}


@locked
def send_email(to: str, subject: str, body: str) -> dict:
    """Send an e-mail in the customer's name.

    Args:
        to: the receiver's e-mail address
        subject: the subject line
        body: the text
    """
    name, _, domain = to.strip().partition("@")
    if not name or "." not in domain or " " in to.strip():
        raise Refused(f"{to!r} is not an e-mail address. Give one such as jonas.berg@mail.example; nothing was sent.")
    return _send(to.strip(), subject, body)


@locked
def reply_to_email(email_id: str, body: str) -> dict:
    """Reply to an e-mail of the customer's mailbox, in the customer's name.

    Args:
        email_id: such as "M-12"
        body: the text of the reply
    """
    asked = _own_email(email_id)
    to = asked["to"] if asked["folder"] == "sent" else asked["from"]
    return _send(to, f"Re: {asked['subject'].removeprefix('Re: ')}", body)


@locked
def delete_email(email_id: str) -> dict:
    """Delete an e-mail from the customer's mailbox.

    Args:
        email_id: such as "M-12"
    """
    found = _own_email(email_id)
    books().emails.remove(found)
    return {"email_id": found["id"], "subject": found["subject"], "status": "deleted"}


def _own_email(email_id: str) -> dict:
    return by_id(books().of(books().emails), email_id, EmailNotFound, "e-mail", "list_emails", "M-12")


def _send(to: str, subject: str, body: str) -> dict:
    row = {"id": books().next_id("M", books().emails), "customer": books().customer, "folder": "sent",
           "date": TODAY.isoformat(), "from": books().person["email"], "to": to, "subject": subject, "body": body}
    books().emails.append(row)
    return {"email_id": row["id"], "to": row["to"], "subject": subject, "status": "sent"}
