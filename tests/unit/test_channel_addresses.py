"""What may be shown of an address, and what is taken out of a reason before it is kept."""

import pytest

from engine.core.errors import Invalid
from notifications import addresses, sending
from notifications.sending import Message, Undelivered

TELEGRAM = "tgram://123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/987654321"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (TELEGRAM, "tgram://…"),
        ("mailto://user:pass@mail.example.id?to=a@b.id", "mailto://mail.example.id"),
        ("MAILTOS://user:pass@Mail.Example.id", "mailtos://mail.example.id"),
        ("json://10.0.0.5:8080/rahasia", "json://10.0.0.5"),
        ("mailto://user:pa/ss@mail.example.id", "mailto://…"),
        ("json://[::1", "json://…"),
        ("ntfy://topik-rahasia", "ntfy://…"),
        ("workflows://prod.azure.com:443/alur/tanda", "workflows://…"),
        ("env:APA", "…"),
        ("", "…"),
    ],
)
def test_only_scheme_and_host_are_shown(url: str, shown: str) -> None:
    assert addresses.masked(url) == shown


def test_a_reason_is_kept_without_what_is_secret() -> None:
    url = "jsons://orang:k3y@agenda.example.id/kotak123?+Authorization=Bearer%20abc&to=a@b.id"
    told = "401 orang:k3y Bearer abc at agenda.example.id/kotak123 for a@b.id"
    assert sending._cleaned(told, url) == "401 orang:••• ••• at agenda.example.id/••• for a@b.id"
    token = TELEGRAM.removeprefix("tgram://").split("/", maxsplit=1)[0]
    assert token not in sending._cleaned(f"https://api.telegram.org/bot{token}/x", TELEGRAM)
    assert len(sending._cleaned("x" * 5000, TELEGRAM)) == sending.LONGEST_REASON


def test_what_cannot_be_read_is_not_sent() -> None:
    with pytest.raises(Undelivered, match="smslokal"):
        sending.send("smslokal://x", Message("k", "s", "b", urgent=False), "local")


def test_a_template_of_whatsapp_is_no_file() -> None:
    whatsapp = "whatsapp://AbCdEf1234567890@1234567890/628111111111/?template=pengingat"
    assert addresses.service_of(whatsapp)
    with pytest.raises(Invalid, match="template"):
        addresses.service_of(f"{TELEGRAM}/?template=pengingat")
