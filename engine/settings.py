"""What an office may set: `SOPAN_*` variables, or the same names in a TOML file."""

import difflib
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from engine.core.addresses import NETWORKS
from engine.core.errors import Invalid, NotFound

PREFIX = "SOPAN_"
MAX_PORT = 65_535
SHORTEST_KEY = 32

_WEB = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default."""

    database_url: str = field(
        default="sqlite:///sopan.db",
        metadata={"help": "Where the data is: sqlite:///FILE or postgresql://USER@HOST/NAME."},
    )
    host: str = field(
        default="127.0.0.1", metadata={"help": "The address `sopan serve` listens on."}
    )
    port: int = field(default=8460, metadata={"help": "The port `sopan serve` listens on."})
    language: str = field(
        default="id", metadata={"help": "Language of messages: id (Indonesian) or en (English)."}
    )
    tick_seconds: float = field(
        default=0.0,
        metadata={
            "help": "How often, in seconds, `sopan serve` looks for what is due; 0 is 1 on SQLite "
            "and 5 on PostgreSQL."
        },
    )
    step_budget: int = field(
        default=1000,
        metadata={
            "help": "How many automatic steps one action may cause before it is an incident."
        },
    )
    http_hosts: str = field(
        default="",
        metadata={
            "help": "Hosts the handler panggil_http may call, with commas between: "
            "api.go.id, *.go.id, or * for every public one."
        },
    )
    base_url: str = field(
        default="",
        metadata={
            "help": "How Sopan is reached from outside, such as https://sopan.example.go.id; links "
            "in notices begin so. Empty is http://HOST:PORT."
        },
    )
    secret_key: str = field(
        default="",
        repr=False,
        metadata={
            "help": "At least 32 characters that encrypt the secrets of channels; empty on SQLite "
            "is a key file beside the database."
        },
    )
    channel_network: str = field(
        default="private",
        metadata={
            "help": "How far inside a notification channel may reach: public (the internet), "
            "private (also the office's network) or local (also this machine)."
        },
    )
    channel_seconds: float = field(
        default=3.0,
        metadata={"help": "How many seconds a channel rests after each message through it."},
    )

    @property
    def address(self) -> str:
        """Return how Sopan is reached from outside, without a slash at the end."""
        return self.base_url.rstrip("/") or f"http://{self.host}:{self.port}"

    attachment_megabytes: int = field(
        default=10, metadata={"help": "How large one attachment may be, in megabytes."}
    )
    oidc_issuer: str = field(
        default="",
        metadata={"help": "Address of an OpenID Connect provider to log in with; empty is none."},
    )
    oidc_client_id: str = field(
        default="", metadata={"help": "What the provider knows Sopan as (client id)."}
    )
    oidc_client_secret: str = field(
        default="",
        repr=False,
        metadata={"help": "The secret the provider gave for it; empty for a public client."},
    )


def load(environment: Mapping[str, str], folder: Path) -> Settings:
    """Read settings from `environment` and from a TOML file.

    The file is the one `SOPAN_CONFIG` names, else `sopan.toml` in `folder` if there is one. A
    variable of the environment wins. Raises Invalid for an unknown name or a bad value, NotFound
    when the named file is missing.
    """
    values: dict[str, object] = dict(_from_file(environment, folder))
    values.update(
        (name.removeprefix(PREFIX).lower(), value)
        for name, value in environment.items()
        if name.startswith(PREFIX) and name != f"{PREFIX}CONFIG"
    )
    known = {item.name: item for item in fields(Settings)}
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise Invalid("setting.unknown", name=name, near=near, variable=PREFIX + near.upper())
    settings = Settings(**{name: _read(name, value) for name, value in values.items()})  # type: ignore[arg-type]  # _read checks each
    if settings.language not in ("id", "en"):
        raise Invalid("setting.language", value=settings.language)
    if settings.channel_network not in NETWORKS:
        raise Invalid("setting.network", value=settings.channel_network)
    if settings.base_url and not _WEB.fullmatch(settings.base_url):
        raise Invalid("setting.base_url", value=settings.base_url)
    if 0 < len(settings.secret_key) < SHORTEST_KEY:
        raise Invalid("setting.secret_key", least=SHORTEST_KEY)
    if settings.oidc_issuer and not settings.oidc_client_id:
        raise Invalid("setting.oidc")
    if settings.port > MAX_PORT:
        raise Invalid("setting.port", value=settings.port, most=MAX_PORT)
    return settings


def _from_file(environment: Mapping[str, str], folder: Path) -> Mapping[str, object]:
    named = environment.get(f"{PREFIX}CONFIG")
    path = Path(named) if named else folder / "sopan.toml"
    if not path.is_file():
        if named:
            raise NotFound("setting.file", path=named)
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid("setting.toml", path=str(path), problem=str(error)) from None


def _read(name: str, value: object) -> object:
    kind = type(getattr(Settings(), name))
    try:
        result = kind(value)
    except (TypeError, ValueError, OverflowError):
        raise Invalid("setting.value", name=name, value=value, kind=kind.__name__) from None
    automatic = result == getattr(Settings(), name) == 0  # chosen by us, as its help says
    if kind in (int, float) and not (0 < result < math.inf or automatic):
        raise Invalid("setting.value", name=name, value=value, kind=kind.__name__)
    return result
