"""The whole web application of an office: the JSON API, the pages, and what they are made of."""

from collections.abc import Iterable, Sequence
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from engine.app import Application
from web import assets
from web.api.routes import create_app
from web.headers import SecurityHeaders
from web.openid import Provider
from web.pages import (
    account,
    admin,
    adminappointments,
    admincalendar,
    adminchannels,
    adminpeople,
    admintrail,
    adminunits,
    adminusers,
    attachments,
    dashboard,
    definitions,
    designer,
    designer_forecast,
    designer_table,
    errors,
    frame,
    instances,
    login,
    notices,
    openid,
    reports,
    step,
    tasks,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    login.router,
    openid.router,
    account.router,
    admin.router,
    adminpeople.router,
    adminunits.router,
    adminappointments.router,
    admincalendar.router,
    adminchannels.router,
    admintrail.router,
    adminusers.router,
    tasks.router,
    step.router,
    attachments.router,
    instances.router,
    dashboard.router,
    reports.router,
    notices.router,
    definitions.router,
    designer.router,
    designer_table.router,
    designer_forecast.router,
)
"""Every page; a new one adds its router here."""


class Site:
    """Sends a call to the API or to the pages, by its address."""

    def __init__(self, app: Application, *, demo: bool = False) -> None:
        """Build both for one office."""
        self.api: Final[ASGIApp] = create_app(app)
        self.pages: Final[ASGIApp] = create_pages(app, demo=demo)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on."""
        of_api = f"{scope.get('path', '')}/".startswith("/api/")
        await (self.api if of_api else self.pages)(scope, receive, send)


def create_pages(
    app: Application, *, demo: bool = False, routers: Sequence[APIRouter] = ROUTERS
) -> FastAPI:
    """Return the pages of an office. With `demo` they say so, and its accounts may log in."""
    found = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    found.state.office = app
    found.state.demo = demo
    found.state.provider = Provider(app.settings) if app.settings.oidc_issuer else None
    found.state.https = app.settings.base_url.startswith("https:")
    found.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    found.add_middleware(SecurityHeaders)
    errors.install(found)
    found.mount(assets.PREFIX, assets.Dist())
    for router in routers:
        found.include_router(router)
    routes = [route for router in routers for route in router.routes]
    require_guards(routes)
    found.state.pages = frozenset(route.path for route in routes if isinstance(route, APIRoute))
    return found


def require_guards(routes: Iterable[object]) -> None:
    """Raise RuntimeError for a route that changes something and that other sites could call."""
    for route in routes:
        if not isinstance(route, APIRoute) or set(route.methods or ()) <= {"GET", "HEAD"}:
            continue
        if frame.GUARDS.isdisjoint(calls(route.dependant)):
            raise RuntimeError(f"{route.path} takes no form or body of web.pages.frame")


def calls(dependant: Dependant) -> set[object]:
    """Return every function a route depends on."""
    found: set[object] = {dependant.call}
    for inner in dependant.dependencies:
        found |= calls(inner)
    return found
