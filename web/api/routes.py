"""The application of the API: every router, and how operations are named."""

from typing import Final

from fastapi import APIRouter, FastAPI, Request
from fastapi.routing import APIRoute

from engine.app import Application
from engine.views import Json
from web import problems
from web.answers.values import Health
from web.api import (
    accounts,
    appointments,
    calendars,
    channels,
    definitions,
    documents,
    drafts,
    drafttables,
    events,
    forecasts,
    incidents,
    instances,
    jobs,
    notices,
    obligations,
    people,
    reports,
    stepdrafts,
    tasks,
    tokens,
    units,
    webhooks,
)
from web.api.router import PREFIX, told
from web.headers import SecurityHeaders

open_to_all = APIRouter(prefix=PREFIX, tags=["health"], responses=problems.RESPONSES)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    open_to_all,
    definitions.router,
    drafts.router,
    drafttables.router,
    instances.router,
    tasks.router,
    stepdrafts.router,
    documents.router,
    documents.uploads,
    obligations.router,
    jobs.router,
    events.router,
    incidents.router,
    notices.router,
    channels.router,
    calendars.router,
    people.router,
    units.router,
    appointments.router,
    accounts.router,
    tokens.router,
    reports.router,
    forecasts.router,
    webhooks.router,
)
"""Every subject; a new one adds its router here."""


def create_app(app: Application) -> FastAPI:
    """Return the web application of an office. No pages of others' servers, no CORS."""
    found = FastAPI(
        title="Sopan",
        version="1",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_name,
    )
    found.state.office = app
    found.add_middleware(SecurityHeaders)
    problems.install(found)
    for router in ROUTERS:
        found.include_router(router)
    return found


def _name(route: APIRoute) -> str:
    """Name an operation as its function is named: generated clients stay the same."""
    return route.name


@open_to_all.get("/health", **told(Health))
def health(request: Request) -> Json:
    """Tell that the server is alive and reaches its database; 503 when it does not."""
    office: Application = request.app.state.office
    with office.database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    return {"status": "ok"}
