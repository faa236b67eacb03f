"""Where “Leave” goes: a calendar, and nothing about us. The same for everybody and all year, so a phone can keep it."""

import calendar as months
from dataclasses import dataclass
from datetime import date

from flask import Response, render_template
from flask_babel import format_date, get_locale

from orientation import clock
from orientation.http.access import public
from orientation.web.i18n import number
from orientation.web.learner.blueprint import blueprint
from orientation.web.learner.shared_pages import send_shared


@dataclass(frozen=True)
class Month:
    """One month. `weeks` have a day or None in seven places; the page scrolls to `anchor` ("m11")."""

    anchor: str
    name: str
    weeks: list[list[date | None]]


@blueprint.get("/<locale:locale>/calendar")
@public
def calendar(locale: str) -> Response:
    """Every month of this year. Which day it is, a page that was kept can't say, so it doesn't."""
    year = clock.now().year

    def render() -> str:
        first_day = get_locale().first_week_day
        week = months.Calendar(first_day).monthdatescalendar(year, 1)[0]
        return render_template(
            "learner/calendar.html",
            title=number(year),
            names=[(format_date(day, "ccccc"), format_date(day, "cccc")) for day in week],
            months=[_month(year, one, first_day) for one in range(1, 13)],
        )

    return send_shared(("calendar", locale, year), render, by_address=False)


def _month(year: int, month: int, first_day: int) -> Month:
    weeks = months.Calendar(first_day).monthdatescalendar(year, month)
    return Month(
        f"m{month}",
        format_date(date(year, month, 1), "LLLL"),
        [[day if day.month == month else None for day in week] for week in weeks],
    )
