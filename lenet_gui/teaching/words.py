"""What teaching would change, in words."""

from collections.abc import Iterable, Sequence

from lenet_gui.base.translate import tr
from lenet_gui.my_digits.gallery_model import DOUBTFUL_SIGN, WRONG_SIGN
from model.network.taught import TaughtDigit, TeachingRound


def listed(digits: Iterable[int]) -> str:
    """Digits, each once, as "4", "4 and 9" or "1, 4 and 9"."""
    named = [str(digit) for digit in sorted(set(digits))]
    if len(named) < 2:
        return "".join(named)
    return tr("{first} and {last}").format(first=", ".join(named[:-1]), last=named[-1])


def _counted(count: int, one: str, many: str, sign: str = "") -> str:
    """``sign`` is that which marks them in the gallery."""
    return (one if count == 1 else many).format(count=f"{count:,}", sign=sign)


def warning_of(taught: TeachingRound) -> str:
    """What may be wrong with it; empty if nothing."""
    words = []
    if taught.spoilt:
        one = tr("One of your digits is read correctly now and would be misread ({sign}).")
        many = tr("{count} of your digits are read correctly now and would be misread ({sign}).")
        words.append(_counted(len(taught.spoilt), one, many, WRONG_SIGN))
    if taught.alone:
        text = tr("Drawn only once, and so not judged: {digits}. Draw more to see the effect of teaching.")
        words.append(text.format(digits=listed(each.label for each in taught.alone)))
    words += _about_doubts(taught.doubts)
    return " ".join(words)


def _about_doubts(doubts: Sequence[TaughtDigit]) -> list[str]:
    left_out = [each for each in doubts if each.left_out]
    confirmed = [each for each in doubts if each.sure]
    others = len(doubts) - len(left_out) - len(confirmed)
    words = []
    if left_out:
        one = tr("One label looks wrong ({sign}); that digit was left out.")
        many = tr("{count} labels look wrong ({sign}); those digits were left out.")
        words.append(_counted(len(left_out), one, many, DOUBTFUL_SIGN))
    if confirmed:
        one = tr("One digit that you confirmed was taught, though it looks like another.")
        many = tr("{count} digits that you confirmed were taught, though they look like others.")
        words.append(_counted(len(confirmed), one, many))
    if others:
        words.append(tr("The network misreads most of your digits: all were taught as you labelled them."))
    return words


def words_of(taught: TeachingRound) -> str:
    """What else there is to say of it."""
    if not taught.share:
        return tr("Any teaching would make it misread too many of MNIST's digits: there is nothing to use.")
    words = [tr("Nothing has changed yet.")]
    if not taught.helps:
        words.append(tr("Your digits are read at least as well without it."))
    wrong = sum(each.still_wrong and each.before != each.label and not each.left_out for each in taught.each)
    if wrong:
        one = tr("One of your digits is still misread ({sign}).")
        many = tr("{count} of your digits are still misread ({sign}).")
        words.append(_counted(wrong, one, many, WRONG_SIGN))
    if taught.share < 1:
        text = tr(
            "The weights moved only {percent} % of the way: further, too many of MNIST's digits would be misread."
        )
        words.append(text.format(percent=round(100 * taught.share)))
    return " ".join(words)
