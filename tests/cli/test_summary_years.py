"""`perf summary`: years side by side, shares, the largest groups."""

from __future__ import annotations

import pytest

from tests.conftest import MAINTENANCE, Perf


@pytest.fixture
def years(perf: Perf) -> Perf:
    """The project of 2021 once more in 2022, with a larger budget."""
    path = perf.root / "projects" / "2021" / "335001" / f"{MAINTENANCE}.toml"
    text = path.read_text(encoding="utf-8").replace("year = 2021", "year = 2022").replace("240000.00", "300000.00")
    after = perf.root / "projects" / "2022" / "335001" / f"{MAINTENANCE[:-1]}Z.toml"
    after.parent.mkdir(parents=True)
    after.write_text(text.replace(MAINTENANCE, f"{MAINTENANCE[:-1]}Z"), encoding="utf-8")
    return perf


def test_years_stand_side_by_side(years: Perf) -> None:
    assert years.done("summary", "--years", "2021，2022年", "--compare", "--unit", "335", "-f", "csv") == (
        "unit,projects_2021,total_2021,projects_2022,total_2022,difference,percent\n"
        "335001,1,240000.00,1,300000.00,60000.00,25.00\n"
        "335002,1,0.05,0,0.00,-0.05,-100.00\n"
    )
    shares = years("summary", "--compare", "--unit", "335", "--share")
    assert (shares.status, shares.err) == (0, "The shares are those of 2022.\n")
    assert shares.out == (
        "Unit         Unit name       Projects 2021  Budget 2021  Proj"
        "ects 2022  Budget 2022  Difference  In percent    Share\n"
        "-----------  --------------  -------------  -----------  ----"
        "---------  -----------  ----------  ----------  -------\n"
        "335001       住房保障局本级              1   240,000.00             "
        " 1   300,000.00   60,000.00      25.00%  100.00%\n"
        "335002       供热站                      1         0.05         "
        "     0         0.00       -0.05    -100.00%    0.00%\n"
        "Grand total                              2   240,000.05              1   300,000.00   59,999.95      25.00%\n"
    )


def test_a_year_without_projects_is_said_and_nothing_is_no_base_for_a_percent(years: Perf) -> None:
    outcome = years("summary", "--years", "2020,2022", "--compare", "--by", "department", "--unit", "335", "-f", "json")
    assert (outcome.status, outcome.out, outcome.err) == (
        0,
        '[{"department":"335","projects_2020":0,"total_2020":0.00,"projects_2022":1,"total_2022":300000.00,'
        '"difference":300000.00,"percent":null}]\n',
        "No project of 2020 is among those chosen.\n",
    )


def test_the_largest_groups_and_their_shares_of_all(years: Perf) -> None:
    asked = ("summary", "--by", "unit", "--years", "2021", "--share")
    assert years.done(*asked, "--top", "1", "--columns", "unit,total,share") == (
        "Unit             Total    Share\n"
        "----------  ----------  -------\n"
        "335001      240,000.00  100.00%\n"
        "Total 2021  240,000.05\n"
    )
    shares = years.done("summary", "--unit", "335", "--share", "-f", "csv", "--columns", "year,unit,share")
    assert shares == "year,unit,share\n2021,335001,100.00\n2021,335002,0.00\n2022,335001,100.00\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--years", "2021", "--compare"), "two budget years are needed to compare"),
        (("--years", "2021,x"), "x is not a year of four digits"),
        (("--compare", "--by", "year,unit"), "--compare has years in columns"),
        (("--top", "3", "--limit", "2"), "--top sorts and cuts by itself"),
    ],
)
def test_what_cannot_be_compared(years: Perf, arguments: tuple[str, ...], message: str) -> None:
    assert message in years.refused("summary", *arguments)
