"""The clock of Japan: an office's days and times, whatever clock the machine is set to."""

import datetime as dt

#: Japan has one clock, without summer time.
JAPAN = dt.timezone(dt.timedelta(hours=9))


def day_in_japan(moment: dt.datetime) -> dt.date:
    """Return the day that it is in Japan.

    Parameters
    ----------
    moment
        With its zone.

    Returns
    -------
    dt.date
        Before nine in the morning not the day of UTC.
    """
    return moment.astimezone(JAPAN).date()
