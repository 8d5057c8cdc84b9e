"""The page on notices says what the code does: services, limits, waits, states."""

import re
from datetime import timedelta

from engine import couriers, delivery, jobs, notices
from engine.core.addresses import NETWORKS
from engine.settings import Settings
from notifications import addresses, sending, texts
from storage.timeschema import notice
from tests.architecture.project import ROOT

PAGE = (ROOT / "docs/reference/notices.md").read_text("utf-8")
WORDS = " ".join(PAGE.split())


def test_every_service_stands_in_the_table_with_its_schemes() -> None:
    listed = {
        scheme: row.split("|")[1].strip()
        for row in PAGE.splitlines()
        if row.startswith("| ")
        for scheme in re.findall(r"`(\w+)`", row.split("|")[2])
        if row.split("|")[1].strip() in addresses.SERVICES.values()
    }
    assert listed == dict(addresses.SERVICES)


def test_the_limits_are_those_of_the_code() -> None:
    minutes = notices.WINDOW // timedelta(minutes=1)
    lease = delivery.LEASE // timedelta(minutes=1)
    for said in (
        f"within {minutes} minutes",
        f"at most {texts.MOST_LINES} lines",
        f"| {couriers.AT_ONCE}, of those to one machine {couriers.TO_ONE_MACHINE} |",
        f"`SOPAN_CHANNEL_SECONDS`, {Settings().channel_seconds:g} |",
        f"| {sending.LIMIT_SECONDS:g} seconds |",
        f"| {jobs.MOST_ATTEMPTS}; then",
        f"after {lease} minutes |",
    ):
        assert said in WORDS, said


def test_every_network_and_every_state_is_explained() -> None:
    assert [name for name in NETWORKS if f"| `{name}`" not in PAGE] == []
    checks = " ".join(str(c.sqltext) for c in notice.constraints if hasattr(c, "sqltext"))
    states = re.findall(r"'(\w+)'", checks)
    assert len(states) == 4
    assert [state for state in states if f"`{state}`" not in PAGE] == []


def test_every_example_is_an_address_we_take() -> None:
    (block,) = re.findall(r"Examples:\n\n```\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines():
        example = line.replace("BOT_TOKEN", "123456789:" + "A" * 35).replace("CHAT_ID", "12345")
        assert addresses.service_of(example), line
