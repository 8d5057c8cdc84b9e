"""An OpenID Connect provider on loopback: it lets one person in, and lies where it is told to."""

import base64
import hashlib
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from engine.clock import Clock

CLIENT = "sopan"
SECRET = "rahasia penyedia"


@cache
def first_key() -> RSAKey:
    """Return the key it begins with, made once: that takes a while."""
    return RSAKey.generate_key(2048, {"kid": "1"})


@dataclass
class Provider:
    """What it says and whom it knows; tests change it while it runs."""

    clock: Clock
    issuer: str = ""
    claims: dict[str, Any] = field(
        default_factory=lambda: {"sub": "17", "preferred_username": "kasubag"}
    )
    key: RSAKey | ECKey = field(default_factory=first_key)
    metadata: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] | None = None
    refuse: str = ""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    reads: int = 0

    def describe(self, request: Request) -> Response:
        """Answer where things are."""
        del request
        self.reads += 1
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }
        return JSONResponse({**told, **self.metadata})

    def authorize(self, request: Request) -> Response:
        """Let the person in at once."""
        asked = dict(request.query_params)
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        back = {"state": asked["state"]}
        if self.refuse:
            back["error"] = self.refuse
        else:
            back["code"] = secrets.token_urlsafe(16)
            self.asked[back["code"]] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}")

    async def token(self, request: Request) -> Response:
        """Exchange a code, once, for who holds the verifier and the secret."""
        form = await request.form()
        given = request.headers.get("authorization", "").removeprefix("Basic ")
        asked = self.asked.pop(str(form.get("code")), None)
        challenge = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        if (
            asked is None
            or base64.b64decode(given).decode() != f"{CLIENT}:{SECRET}"
            or form.get("redirect_uri") != asked["redirect_uri"]
            or base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(self.clock.now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **self.claims,
        }
        sign = self.sign or self.signed
        return JSONResponse({"id_token": sign(claims), "token_type": "Bearer", "access_token": "x"})

    def signed(self, claims: dict[str, Any]) -> str:
        """Return a token as it should be."""
        alg = "ES256" if isinstance(self.key, ECKey) else "RS256"
        return jwt.encode({"alg": alg, "kid": self.key.kid}, claims, self.key, [alg])

    def keys(self, request: Request) -> Response:
        """Answer with the public keys."""
        del request
        return JSONResponse(KeySet([self.key]).as_dict(private=False))


@contextmanager
def providing(clock: Clock) -> Iterator[Provider]:
    """Run a provider and give it."""
    provider = Provider(clock)
    application = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.describe),
            Route("/authorize", provider.authorize),
            Route("/token", provider.token, methods=["POST"]),
            Route("/jwks", provider.keys),
        ]
    )
    listener = socket.create_server(("127.0.0.1", 0))
    provider.issuer = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(application, log_config=None, lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
