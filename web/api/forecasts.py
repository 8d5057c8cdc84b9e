"""Forecasts: when the steps and the whole of an SOP or an instance would be finished."""

from engine.forecasting import Asked
from engine.views import Json
from web.answers.forecasts import Forecast
from web.api.router import gated, told
from web.auth import Me
from web.bodies.forecasts import Forecasting

router = gated("forecasts")


@router.post("/forecasts", **told(Forecast))
def forecast(body: Forecasting, me: Me) -> Json:
    """Tell when an SOP, or an instance that runs, would be finished. It changes nothing."""
    asked = Asked(
        definition=me.definition(body.definition) if body.definition else "",
        instance=me.reach("instance", body.instance) if body.instance else "",
        start=body.start,
        version=body.version,
        rounds=body.rounds,
        rounds_at=body.rounds_at,
        late_by=body.late_by,
        legal_on=body.legal_on,
        history=body.history,
    )
    return me.app.forecast(asked)
