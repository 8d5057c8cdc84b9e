"""An office of four with its SOPs, and a clock one may set."""

import pytest

from engine.app import Application
from tests.integration.obligations.owing import ON_CLAIM, WHOLE, model, start


@pytest.fixture
def app(app: Application) -> Application:
    app.deploy(model(), agency="kantor")
    return app


@pytest.fixture
def on_claim(app: Application) -> str:
    app.deploy(model(ON_CLAIM, key="klaim"), agency="kantor")
    return start(app, "klaim")


@pytest.fixture
def whole(app: Application) -> str:
    app.deploy(model(WHOLE, key="utuh"), agency="kantor")
    return start(app, "utuh")
