"""Logging in at an OpenID Connect provider: the way there, and what comes back, checked.

Authorization code with PKCE (RFC 7636), state and nonce. What ties the way back to the browser that
set out is a `Journey`, which only that browser keeps.
"""

import base64
import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from engine.core.errors import Invalid, NotIdentified, Unavailable
from engine.settings import Settings

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "Ed25519", "EdDSA")
"""Signatures by a key only the provider has: never HS256, never "none"."""

SCOPE: Final = "openid profile email"

_WELL_KNOWN: Final = "/.well-known/openid-configuration"
_FRESH: Final = timedelta(hours=1)
_LEEWAY_SECONDS: Final = 60
_TIMEOUT_SECONDS: Final = 10
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Journey:
    """What a browser takes along while it is at the provider."""

    state: str
    nonce: str
    verifier: str
    target: str

    @classmethod
    def begin(cls, target: str) -> "Journey":
        """Set out for a page of ours."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, target)

    def as_json(self) -> list[str]:
        """Return it as JSON."""
        return [self.state, self.nonce, self.verifier, self.target]

    @classmethod
    def of(cls, value: Any) -> "Journey | None":
        """Read it back; None for what is none."""
        match value:
            case [str(state), str(nonce), str(verifier), str(target)]:
                return cls(state, nonce, verifier, target)
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider knows: a subject that never changes, and names that may."""

    subject: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Metadata:
    """What the provider says of itself, and its keys."""

    authorization: str
    token: str
    jwks: str
    keys: KeySet
    read_at: datetime


class Provider:
    """The provider of the settings. Threads may share it."""

    def __init__(self, settings: Settings) -> None:
        """Keep the settings; nothing is asked before somebody logs in."""
        self.issuer: Final = settings.oidc_issuer.rstrip("/")
        self.client_id: Final = settings.oidc_client_id
        self.client_secret: Final = settings.oidc_client_secret
        self._lock = threading.Lock()
        self._known: _Metadata | None = None

    def way_there(self, journey: Journey, back: str, now: datetime) -> str:
        """Return where to send the browser; `back` is our address for the way back."""
        challenge = hashlib.sha256(journey.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": SCOPE,
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        address = self._metadata(now).authorization
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def way_back(self, journey: Journey, code: str, back: str, now: datetime) -> Person:
        """Return whom the provider sent back with `code`.

        Raises NotIdentified for a token that does not prove it, Unavailable when the provider does
        not answer.
        """
        metadata = self._metadata(now)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": journey.verifier,
        }
        auth = (self.client_id, self.client_secret) if self.client_secret else None
        if auth is None:
            form["client_id"] = self.client_id
        answer = _asked("POST", metadata.token, data=form, auth=auth)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotIdentified("openid.token", problem="id_token")
        return self._person(self._claims(token, metadata, now), journey, now)

    def _claims(self, token: str, metadata: _Metadata, now: datetime) -> dict[str, Any]:
        """Return what a token says, once its signature is the provider's."""
        for keys in (metadata.keys, None):
            try:
                read = keys or self._metadata(now, anew=True).keys
                return dict(jwt.decode(token, read, list(ALGORITHMS)).claims)
            except InvalidKeyIdError:  # the provider has changed its keys: read them once more
                continue
            except (JoseError, ValueError, TypeError):
                break
        raise NotIdentified("openid.token", problem="signature")

    def _person(self, claims: dict[str, Any], journey: Journey, now: datetime) -> Person:
        """Check what a token says against OpenID Connect Core 3.1.3.7."""
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        seconds = now.timestamp()
        checks = {
            "iss": claims.get("iss") in (self.issuer, f"{self.issuer}/"),
            "aud": self.client_id in audiences,
            "azp": len(audiences) == 1 or claims.get("azp") == self.client_id,
            "exp": _number(claims.get("exp")) > seconds - _LEEWAY_SECONDS,
            "iat": 0 < _number(claims.get("iat")) < seconds + _LEEWAY_SECONDS,
            "nonce": hmac.compare_digest(
                str(claims.get("nonce", "")).encode(errors="replace"), journey.nonce.encode()
            ),
            "sub": isinstance(claims.get("sub"), str) and bool(claims.get("sub")),
        }
        failed = next((name for name, right in checks.items() if not right), "")
        if failed:
            raise NotIdentified("openid.token", problem=failed)
        return Person(_subject(self.issuer, claims["sub"]), _names(claims))

    def _metadata(self, now: datetime, *, anew: bool = False) -> _Metadata:
        """Return what the provider says of itself, as it said within the hour."""
        with self._lock:
            known = self._known
            if known is not None and not anew and now - known.read_at < _FRESH:
                return known
            self._known = found = self._read(now)
            return found

    def _read(self, now: datetime) -> _Metadata:
        require_secure(self.issuer)
        said = _asked("GET", self.issuer + _WELL_KNOWN)
        if str(said.get("issuer", "")).rstrip("/") != self.issuer:
            raise Unavailable("openid.away", reason="issuer")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        addresses = [str(said.get(name, "")) for name in names]
        for address in addresses:
            require_secure(address)
        try:
            keys = KeySet.import_key_set(_asked("GET", addresses[2]))  # type: ignore[arg-type]  # checked by it
        except (JoseError, ValueError, TypeError, KeyError):
            raise Unavailable("openid.away", reason="jwks") from None
        return _Metadata(addresses[0], addresses[1], addresses[2], keys, now)


def require_secure(address: str) -> None:
    """Raise Invalid for an address others can listen to; a provider on this machine may be one."""
    try:
        parts = urlsplit(address)
        secure = parts.scheme == "https" and bool(parts.hostname)
        local = parts.scheme == "http" and parts.hostname in _LOOPBACK
    except ValueError:
        secure = local = False
    if not (secure or local):
        raise Invalid("openid.address", address=address[:200])


def _asked(method: str, address: str, **sent: Any) -> dict[str, Any]:
    """Return the JSON object the provider answers. Raises Unavailable when it does not."""
    try:
        answer = httpx.request(
            method,
            address,
            timeout=_TIMEOUT_SECONDS,
            headers={"Accept": "application/json"},
            **sent,
        )
        read = answer.json()
    except (httpx.HTTPError, ValueError, RecursionError) as error:
        raise Unavailable("openid.away", reason=type(error).__name__) from None
    if answer.status_code in (400, 401, 403) and method == "POST":
        raise NotIdentified("openid.token", problem="code")
    if answer.status_code != 200 or not isinstance(read, dict):
        raise Unavailable("openid.away", reason=str(answer.status_code))
    return read


def _subject(issuer: str, sub: str) -> str:
    """Return the subject as an account keeps it: with its provider, and not too long."""
    whole = f"{issuer} {sub}"
    if len(whole) <= 255 and whole.isprintable():
        return whole
    return hashlib.sha256(whole.encode(errors="replace")).hexdigest()


def _names(claims: dict[str, Any]) -> tuple[str, ...]:
    """Return by what names an account may be found the first time; no address nobody checked."""
    found = [claims.get("preferred_username")]
    if claims.get("email_verified") is True:
        found.append(claims.get("email"))
    return tuple(name for name in found if isinstance(name, str) and name and name.isprintable())


def _number(value: object) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0
