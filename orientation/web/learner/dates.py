"""How scripts write a day. They can't ask the browser: old ones have no month names in Tigrinya, Somali, Dari, …"""

from datetime import date

from flask_babel import format_date

_YEAR, _DAY = 2034, 28


def written_days() -> str:
    """Return how the page's locale writes a day of each month, between bars: {day} January {year}|…"""
    written = [format_date(date(_YEAR, month, _DAY), "long") for month in range(1, 13)]
    return "|".join(text.replace(str(_YEAR), "{year}").replace(str(_DAY), "{day}") for text in written)
