"""Changing who works in an agency: what is refused, and what stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from engine.core import staffing
from engine.core.errors import Refusal
from engine.core.people import Appointment, Officer, Organisation, Position, Unit

TODAY = date(2026, 3, 2)
LETTER = "SP 800/1"

OFFICE = Organisation(
    "dinas",
    "Dinas Contoh",
    "Asia/Makassar",
    units=(Unit("sekretariat", "Sekretariat", "sekretaris"),),
    positions=(
        Position("kadis", "Kepala Dinas"),
        Position("sekretaris", "Sekretaris", superior="kadis", unit="sekretariat"),
        Position("kasubag", "Kasubag", superior="sekretaris"),
        Position("staf", "Staf", superior="kasubag"),
    ),
    officers=(Officer("ani", "Ani"), Officer("budi", "Budi"), Officer("citra", "Citra")),
    appointments=(
        Appointment("kadis", "ani", from_on=date(2024, 1, 1)),
        Appointment("sekretaris", "budi"),
        Appointment("kasubag", "citra", until_on=date(2026, 3, 1)),
    ),
)

PLH = Appointment("kadis", "budi", "plh", TODAY, date(2026, 3, 6), LETTER)
PLT = Appointment("kasubag", "budi", "plt", TODAY, None, LETTER)


def code_of(verb: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        verb()
    assert caught.value.text("id")
    return caught.value.code


def test_a_new_post_gets_an_id_of_its_title() -> None:
    once = staffing.add_position(OFFICE, Position("", "Kepala Sub-Bagian Umum", "sekretaris"))
    assert once.positions[-1].id == "kepala-sub-bagian-umum"
    below = Position("", "Kepala Sub Bagian (Umum)", "kadis")
    assert staffing.add_position(once, below).positions[-1].id == "kepala-sub-bagian-umum-2"
    twice = staffing.add_position(staffing.add_position(once, below), replace(below, superior=""))
    assert twice.positions[-1].id == "kepala-sub-bagian-umum-3"
    assert staffing.add_position(OFFICE, Position("", "処")).positions[-1].id == "jabatan"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Position("", " "), "people.missing"),
        (Position("", "x" * 201), "people.long"),
        (Position("", "Baru", aliases=("",)), "people.missing"),
        (Position("", "Baru", superior="kadsi"), "unknown.near"),
        (Position("", "Baru", unit="bidang"), "people.unit"),
        (Position("", "KASUBAG", superior="sekretaris"), "people.title"),
    ],
)
def test_a_post_that_cannot_be(wanted: Position, code: str) -> None:
    assert code_of(lambda: staffing.add_position(OFFICE, wanted)) == code


def test_a_post_is_changed_but_never_put_below_itself() -> None:
    moved = staffing.change_position(
        OFFICE, Position("kasubag", "Kasubag Umum", "kadis", "", ("K",))
    )
    assert moved.position("kasubag") == Position("kasubag", "Kasubag Umum", "kadis", "", ("K",))
    assert moved.appointments == OFFICE.appointments
    round_about = Position("kadis", "Kepala Dinas", "staf")
    assert code_of(lambda: staffing.change_position(OFFICE, round_about)) == "people.circle"
    own = Position("staf", "Staf", "staf")
    assert code_of(lambda: staffing.change_position(OFFICE, own)) == "people.circle"
    nowhere = Position("bupati", "Bupati")
    assert code_of(lambda: staffing.change_position(OFFICE, nowhere)) == "unknown"


def test_a_post_goes_when_nothing_hangs_on_it() -> None:
    assert code_of(lambda: staffing.remove_position(OFFICE, "sekretaris", TODAY)) == "people.above"
    flat = staffing.remove_position(OFFICE, "staf", TODAY)
    without = staffing.remove_position(flat, "kasubag", TODAY)
    assert [a.position for a in without.appointments] == ["kadis", "sekretaris"]
    assert code_of(lambda: staffing.remove_position(without, "sekretaris", TODAY)) == "people.held"
    vacant = replace(without, appointments=())
    assert code_of(lambda: staffing.remove_position(vacant, "sekretaris", TODAY)) == "people.leads"


def test_officers_come_are_renamed_and_go() -> None:
    more = staffing.add_officer(OFFICE, Officer("dewi.2", "Dewi"))
    assert more.officer("dewi.2") == Officer("dewi.2", "Dewi")
    renamed = staffing.rename_officer(OFFICE, "ani", "Ani Contoh")
    assert [o.name for o in renamed.officers] == ["Ani Contoh", "Budi", "Citra"]
    gone = staffing.remove_officer(OFFICE, "citra", TODAY)
    assert [o.username for o in gone.officers] == ["ani", "budi"]
    assert len(gone.appointments) == 2
    assert code_of(lambda: staffing.remove_officer(OFFICE, "ani", TODAY)) == "people.holds"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Officer("Dewi", "Dewi"), "people.username"),
        (Officer("", "Dewi"), "people.username"),
        (Officer("ani", "Ani Lain"), "people.taken"),
        (Officer("dewi", ""), "people.missing"),
        (Officer("dewi", "D" * 201), "people.long"),
    ],
)
def test_an_officer_that_cannot_be(wanted: Officer, code: str) -> None:
    assert code_of(lambda: staffing.add_officer(OFFICE, wanted)) == code


def test_renaming_needs_the_officer_and_a_name() -> None:
    assert code_of(lambda: staffing.rename_officer(OFFICE, "anni", "A")) == "unknown.near"
    assert code_of(lambda: staffing.rename_officer(OFFICE, "ani", "")) == "people.missing"


def test_a_plh_stands_in_for_a_holder_and_a_plt_fills_a_vacant_post() -> None:
    assert staffing.appoint(OFFICE, PLH, TODAY).appointments[-1] == PLH
    assert staffing.appoint(OFFICE, PLT, TODAY).appointments[-1] == PLT
    named = Appointment("kasubag", "ani", from_on=TODAY)
    assert staffing.appoint(OFFICE, named, TODAY).appointments[-1] == named


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(PLH, position="kadsi"), "unknown.near"),
        (replace(PLH, username="tidak ada"), "unknown"),
        (replace(PLH, kind="pj"), "people.kind"),  # type: ignore[arg-type]
        (replace(PLH, letter="9" * 201), "people.long"),
        (replace(PLH, from_on=None), "people.first_missing"),
        (replace(PLH, until_on=None), "people.last_missing"),
        (replace(PLH, letter=""), "people.letter_missing"),
        (replace(PLT, letter=""), "people.letter_missing"),
        (replace(PLH, until_on=date(2026, 3, 1)), "people.dates"),
        (replace(PLH, from_on=date(2026, 2, 1), until_on=date(2026, 3, 1)), "people.over"),
        (Appointment("kadis", "citra", from_on=TODAY), "people.holders"),
        (replace(PLH, username="ani"), "people.twice"),
        (replace(PLH, kind="plt"), "people.not_vacant"),
    ],
)
def test_an_appointment_that_cannot_be(wanted: Appointment, code: str) -> None:
    assert code_of(lambda: staffing.appoint(OFFICE, wanted, TODAY)) == code


def test_one_stands_in_at_a_time_and_a_plt_ends_before_a_holder_comes() -> None:
    acting = staffing.appoint(OFFICE, PLH, TODAY)
    other = replace(PLH, username="citra", from_on=date(2026, 3, 6), until_on=date(2026, 3, 9))
    assert code_of(lambda: staffing.appoint(acting, other, TODAY)) == "people.acting"
    later = replace(other, from_on=date(2026, 3, 7))
    assert staffing.appoint(acting, later, TODAY).appointments[-1] == later
    filled = staffing.appoint(OFFICE, PLT, TODAY)
    named = Appointment("kasubag", "ani", from_on=date(2026, 4, 1))
    assert code_of(lambda: staffing.appoint(filled, named, TODAY)) == "people.plt_runs"


def test_an_appointment_ends_sooner_or_later_but_not_long_ago() -> None:
    key = staffing.key(OFFICE.appointments[0])
    yesterday = staffing.end_appointment(OFFICE, key, date(2026, 3, 1), TODAY)
    assert yesterday.appointments[0].until_on == date(2026, 3, 1)
    long_ago = date(2026, 2, 28)
    refused = code_of(lambda: staffing.end_appointment(OFFICE, key, long_ago, TODAY))
    assert refused == "people.last_day"
    acting = staffing.appoint(OFFICE, replace(PLH, from_on=date(2026, 3, 4)), TODAY)
    started = staffing.key(acting.appointments[-1])
    refused = code_of(lambda: staffing.end_appointment(acting, started, date(2026, 3, 3), TODAY))
    assert refused == "people.last_day"
    over = staffing.key(OFFICE.appointments[2])
    assert code_of(lambda: staffing.end_appointment(OFFICE, over, TODAY, TODAY)) == "people.ended"
    assert code_of(lambda: staffing.end_appointment(OFFICE, "x", TODAY, TODAY)) == "people.changed"


def test_prolonging_does_not_run_into_the_next() -> None:
    later = replace(PLH, username="citra", from_on=date(2026, 3, 9), until_on=date(2026, 3, 11))
    acting = staffing.appoint(staffing.appoint(OFFICE, PLH, TODAY), later, TODAY)
    key = staffing.key(PLH)
    refused = code_of(lambda: staffing.end_appointment(acting, key, date(2026, 3, 9), TODAY))
    assert refused == "people.acting"
    longer = staffing.end_appointment(acting, key, date(2026, 3, 8), TODAY)
    assert replace(PLH, until_on=date(2026, 3, 8)) in longer.appointments


def test_only_what_has_not_begun_is_withdrawn() -> None:
    future = replace(PLH, from_on=date(2026, 3, 3))
    planned = staffing.appoint(OFFICE, future, TODAY)
    assert staffing.withdraw_appointment(planned, staffing.key(future), TODAY) == OFFICE
    begun = staffing.appoint(OFFICE, PLH, TODAY)
    refused = code_of(lambda: staffing.withdraw_appointment(begun, staffing.key(PLH), TODAY))
    assert refused == "people.begun"
    forever = staffing.key(OFFICE.appointments[1])
    assert code_of(lambda: staffing.withdraw_appointment(OFFICE, forever, TODAY)) == "people.begun"


def test_an_appointment_of_somebody_who_left_is_named_by_user_name() -> None:
    left = replace(OFFICE, officers=OFFICE.officers[1:])
    with pytest.raises(Refusal) as caught:
        staffing.appoint(left, Appointment("kadis", "citra", from_on=TODAY), TODAY)
    assert caught.value.facts["officer"] == "ani"
