"""Reports on time, for the line of command of who asks. Never by person."""

from typing import Annotated

from fastapi import Query, Response
from fastapi.responses import StreamingResponse

from engine.views import Json
from web.answers.reports import Compliance, Monitoring, Trend, Workload
from web.api.router import gated, raw, told
from web.auth import Me
from web.bodies.reports import OfCompliance, OfEventLog, OfMonitoring, OfTrend
from web.bodies.values import OfAgency

router = gated("reports")

_FORMS = {"xes": "application/xml", "csv": "text/csv"}


@router.get("/reports/compliance", **told(Compliance))
def report_compliance(asked: Annotated[OfCompliance, Query()], me: Me) -> Json:
    """Tell how well the standards were kept, by SOP, step, lane, unit, month or week."""
    line = me.line(asked.agency)
    return me.app.compliance(
        line.agency,
        by=asked.by,
        since=asked.since,
        until=asked.until,
        sop=asked.sop,
        positions=line.posts,
    )


@router.get("/reports/workload", **told(Workload))
def report_workload(asked: Annotated[OfAgency, Query()], me: Me) -> Json:
    """Tell what is open, near its deadline and late, by SOP, lane and unit; the oldest."""
    line = me.line(asked.agency)
    return me.app.workload(line.agency, positions=line.posts)


@router.get("/reports/trend", **told(Trend))
def report_trend(asked: Annotated[OfTrend, Query()], me: Me) -> Json:
    """Tell the figures of each of the last weeks, oldest first."""
    line = me.line(asked.agency)
    return me.app.trend(line.agency, positions=line.posts, weeks=asked.weeks)


@router.get("/reports/monitoring", **told(Monitoring))
def report_monitoring(asked: Annotated[OfMonitoring, Query()], me: Me) -> Json:
    """Return Tabel 7 of a half-year: each SOP judged, or each step of one."""
    line = me.line(asked.agency)
    return me.app.monitoring(line.agency, asked.half, sop=asked.sop, positions=line.posts)


@router.get("/reports/event-log", **raw(*_FORMS.values()))
def report_event_log(asked: Annotated[OfEventLog, Query()], me: Me) -> Response:
    """Return the event log of an agency as XES or CSV; who sees all of the agency may."""
    line = me.whole(asked.agency)
    parts = me.app.event_log(
        line.agency, asked.form, since=asked.since, until=asked.until, sop=asked.sop
    )
    named = {"Content-Disposition": f'attachment; filename="sopan.{asked.form}"'}
    return StreamingResponse(parts, headers=named, media_type=_FORMS[asked.form])
