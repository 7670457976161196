"""Digits and time in words."""

from lenet_gui.base.translate import tr
from model.training.setup import Counts


def time_in_words(seconds: float) -> str:
    """About how long: "10 s", "50 min", "2.5 h"."""
    if seconds < 90:
        step = 5 if seconds > 17 else 1
        return tr("{seconds} s").format(seconds=max(1, step * round(seconds / step)))
    minutes = seconds / 60
    if minutes < 90:
        step = 5 if minutes > 27 else 1
        return tr("{minutes} min").format(minutes=step * round(minutes / step))
    return tr("{hours} h").format(hours=f"{minutes / 60:.1f}" if minutes < 600 else f"{minutes / 60:.0f}")


def counts_in_words(counts: Counts) -> str:
    """ "58,000 digits to train on, 2,000 held out"; pen digits and rubbish by themselves."""
    parts = [tr("{count} digits to train on").format(count=f"{counts.digits:,}")]
    if counts.pen:
        parts.append(tr("{count} pen digits").format(count=f"{counts.pen:,}"))
    if counts.rubbish:
        parts.append(tr("{count} of rubbish").format(count=f"{counts.rubbish:,}"))
    held_out = tr("{count} held out") if counts.held_out else tr("none held out")
    return ", ".join([*parts, held_out.format(count=f"{counts.held_out:,}")])


def changed_in_words(count: int) -> str:
    """ "1 setting changed"."""
    text = tr("1 setting changed") if count == 1 else tr("{count} settings changed")
    return text.format(count=count)


def summary_of(counts: Counts, seconds: float | None, measures: bool = True) -> str:
    """ "58,000 digits to train on, 2,000 held out, about 50 min"; without a time that is not being measured either."""
    if seconds is None and not measures:
        return counts_in_words(counts)
    took = tr("measuring the time ...") if seconds is None else tr("about {time}").format(time=time_in_words(seconds))
    return f"{counts_in_words(counts)}, {took}"
