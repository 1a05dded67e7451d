"""Amounts of money in Chinese capitals (大写), as banks and seals ask for: 陆万元整, 壹仟零伍元贰角.

Rules: those of the People's Bank for filling in bills (《正确填写票据和结算凭证的基本规定》): 整 where there are no fen, 零
between figures that are not neighbours, once however many noughts there are.
"""

from __future__ import annotations

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿", "亿亿")


def capitals(fen: int) -> str:
    """An amount in fen in Chinese capitals; below nothing it begins with 负."""
    if fen < 0:
        return "负" + capitals(-fen)
    yuan, rest = divmod(fen, 100)
    tenths, cents = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{whole}整"
    gap = "零" if whole and not tenths else ""
    return whole + gap + (f"{DIGITS[tenths]}角" if tenths else "") + (f"{DIGITS[cents]}分" if cents else "整")


def _whole(number: int) -> str:
    """A whole number: four digits at a time, each group with its name, 零 where digits between were skipped."""
    if number == 0:
        return DIGITS[0]
    groups: list[int] = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    for place, group in reversed(list(enumerate(groups))):
        if group:
            skipped = words and (group < 1000 or not groups[place + 1])
            words += ("零" if skipped else "") + _four(group) + GROUPS[place]
    return words


def _four(number: int) -> str:
    """A number below 10,000, which does not begin with 零."""
    words, skipped = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += ("零" if skipped and words else "") + DIGITS[digit] + PLACES[place]
        skipped = not digit
    return words
