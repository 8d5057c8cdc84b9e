"""The table of a calendar: what is written is read back, and every bad line is named."""

from datetime import date, time

import pytest

from engine.core import calendarcsv
from engine.core.errors import Invalid

HALF = ((time(7, 30), time(12)),)


def test_what_is_written_is_read_back() -> None:
    days = [
        (date(2026, 3, 18), "tutup", "Cuti bersama; Nyepi"),
        (date(2026, 3, 19), "07.30-12.00", 'Rapat "besar"'),
        (date(2026, 3, 20), "tutup", "=1+1"),
    ]
    text = calendarcsv.write(days)
    assert text.splitlines() == [
        "tanggal;hari;jam;keterangan",
        '2026-03-18;Rabu;tutup;"Cuti bersama; Nyepi"',
        '2026-03-19;Kamis;07.30-12.00;"Rapat ""besar"""',
        "2026-03-20;Jumat;tutup;'=1+1",
    ]
    assert [(row.line, row.on, row.hours, row.why) for row in calendarcsv.read(text)] == [
        (2, date(2026, 3, 18), (), "Cuti bersama; Nyepi"),
        (3, date(2026, 3, 19), HALF, 'Rapat "besar"'),
        (4, date(2026, 3, 20), (), "=1+1"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "tanggal;jam;keterangan\n19/3/2026;07.30-12.00;Rapat\n",
        '\ufeffDate,Day,Hours,Why\r\n2026-03-19,,"07:30 - 12:00",Rapat\r\n\r\n',
        "keterangan\tjam\ttanggal\nRapat\t7.30-12.00\t19-03-2026",
    ],
)
def test_tables_of_other_programs_are_read(text: str) -> None:
    (row,) = calendarcsv.read(text)
    assert (row.on, row.hours, row.why) == (date(2026, 3, 19), HALF, "Rapat")


def test_every_bad_line_is_named_at_once() -> None:
    table = "\n".join(
        [
            "tanggal;hari;jam;keterangan",
            "2026-02-30;;tutup;x",
            "2026-03-19;Senin;tutup;x",
            "2026-03-20;Jumat;pagi;x",
            "2026-03-19;Kamis;tutup;x",
        ]
    )
    with pytest.raises(Invalid) as caught:
        calendarcsv.read(table, "libur.csv")
    assert [(found.line, found.code) for found in caught.value.findings] == [
        (2, "calendar.csv_date"),
        (3, "calendar.csv_weekday"),
        (4, "calendar.hours_unreadable"),
        (5, "calendar.csv_twice"),
    ]
    assert caught.value.findings[1].text("id") == (
        "Seharusnya 19 Maret 2026 hari Kamis, tetapi tertulis Senin. Betulkan tanggal atau harinya."
    )
    assert caught.value.text("id") == (
        "Seharusnya setiap baris tabel dapat dibaca, tetapi ada 4 temuan. "
        "Betulkan semuanya, lalu impor lagi; belum ada yang diubah."
    )
    assert caught.value.facts["file"] == "libur.csv"


@pytest.mark.parametrize("text", ["", "nama;umur\nx;1\n", "tanggal;keterangan\n2026-03-19;x\n"])
def test_a_table_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        calendarcsv.read(text)
    assert [found.code for found in caught.value.findings] == ["calendar.csv_heads"]


def test_a_table_that_breaks_off_or_is_endless_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        calendarcsv.read("tanggal;jam\n2026-03-19;" + "1" * 200_000)
    assert [found.code for found in caught.value.findings] == ["calendar.csv_broken"]
    first = date(2000, 1, 1).toordinal()
    many = "".join(f"{date.fromordinal(first + n)};tutup\n" for n in range(3661))
    with pytest.raises(Invalid) as caught:
        calendarcsv.read("tanggal;jam\n" + many)
    assert [found.text("en") for found in caught.value.findings] == [
        "Expected a table of 3660 days at most, but there are 3661. Divide it into files."
    ]
