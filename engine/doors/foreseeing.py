"""Forecasts: of an SOP, of an instance that runs, of what somebody is about to deploy."""

from pathlib import Path

from engine import drafting, forecasting
from engine.agencies import TRIAL, TRIAL_AGENCY
from engine.core.errors import Invalid
from engine.core.findings import Finding, errors
from engine.drafting import Author
from engine.forecasting import Asked
from engine.session import Agency, Session
from engine.transactions import Transactions
from engine.views import Json
from engine.workinghours import seeded, usual
from processes import catalogue
from processes.catalogue import AgencyFolder
from storage import agencies, bpmndrafts


class Foreseeing(Transactions):
    """The verbs that work out when something would be finished; they change nothing."""

    def forecast(self, asked: Asked) -> Json:
        """Return when the steps and the whole of an SOP or an instance would be finished."""
        with self.database.read() as connection:
            session, now = self._session(connection), self.clock.now()
            return forecasting.forecast(session, asked, TRIAL_AGENCY, self.language, now)

    def forecast_draft(
        self, id: str, data: bytes | None, author: Author, asked: Asked, language: str
    ) -> Json:
        """Return the same of a draft, or of what it might hold, `data`; beside every finding.

        `forecast` is None where a finding keeps it from running.
        """
        with self.database.read() as connection:
            session = self._session(connection)
            record = drafting.find(session, id, author)
            held = bpmndrafts.source(connection, id) if data is None else data
            found = self._foresee(session, record.agency_id, held, record.file, asked, language)
        forecast, findings = found
        return {"forecast": forecast, "findings": [each.as_json(language) for each in findings]}

    def forecast_file(self, path: Path, agency: str | None, asked: Asked) -> Json:
        """Return the same of a BPMN file at `agency`, else at that of the agency.toml beside it.

        Raises Invalid with every finding where one keeps it from running.
        """
        (selection,) = catalogue.resolve([path])
        near = selection.agency
        home = agency or (near.organisation.agency if near else TRIAL_AGENCY)
        with self.database.read() as connection:
            session = self._session(connection)
            if agency is None and agencies.find(connection, home) is None:
                session.agencies[home] = self._unregistered(near)
            data = path.read_bytes()
            forecast, findings = self._foresee(session, home, data, path.name, asked, self.language)
        if forecast is None:
            count = len(errors(findings))
            raise Invalid("deploy.refused", findings=findings, file=path.name, count=count)
        return forecast

    def _foresee(
        self, session: Session, agency_id: str, data: bytes, file: str, asked: Asked, language: str
    ) -> tuple[Json | None, tuple[Finding, ...]]:
        now = self.clock.now()
        loaded = drafting.look(session, agency_id, data, file, now)
        model = loaded.main
        if model is None:
            return None, loaded.findings
        agency = session.agency(agency_id)
        found = forecasting.of_model(session, agency, model, asked, language, now)
        return found, loaded.findings

    def _unregistered(self, near: AgencyFolder | None) -> Agency:
        """Return an agency nobody has deployed to yet, as its folder describes it."""
        organisation = near.organisation if near else TRIAL
        hours = (near and near.calendar) or usual(organisation)
        return Agency(0, organisation, seeded(hours, self.clock.now()))
