"""Labels of the retention schedule, and until when what they are on is kept."""

from datetime import date

import pytest

from engine.core.retention import Retention, keep_until, read


@pytest.mark.parametrize(
    ("label", "years", "fate"),
    [
        ("LAKIP 2 tahun aktif + 4 tahun inaktif, permanen", 6, "permanen"),
        ("1 tahun aktif + 1 tahun inaktif, musnah", 2, "musnah"),
        ("Rapat staf 1+1 musnah", 2, "musnah"),
        ("2 + 3 Dinilai   Kembali", 5, "dinilai kembali"),
        ("5 thn, dimusnahkan", 5, "musnah"),
        ("Selama berlaku, PERMANEN", 0, "permanen"),
    ],
)
def test_a_label_says_how_long_and_what_then(label: str, years: int, fate: str) -> None:
    found = read(label)
    assert found is not None
    assert (found.years, found.fate) == (years, fate)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "2 tahun aktif",  # and then?
        "musnah",  # but when?
        "1 tahun, musnah atau permanen",
        "60 tahun aktif + 60 tahun inaktif, musnah",
        "permanensi",
    ],
)
def test_a_label_that_says_less_is_not_guessed_at(label: str) -> None:
    assert read(label) is None


@pytest.mark.parametrize(
    ("retention", "archived", "until"),
    [
        (Retention(2, "musnah"), date(2026, 3, 2), date(2028, 3, 2)),
        (Retention(1, "dinilai kembali"), date(2028, 2, 29), date(2029, 2, 28)),
        (Retention(4, "musnah"), date(2028, 2, 29), date(2032, 2, 29)),
        (Retention(6, "permanen"), date(2026, 3, 2), None),
    ],
)
def test_a_record_is_kept_until_its_day(
    retention: Retention, archived: date, until: date | None
) -> None:
    assert keep_until(retention, archived) == until
