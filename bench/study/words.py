# Figures in words, as the reports of the harness say them.


def digits(value):
    """Two significant digits, without powers of ten."""
    if value == 0:
        return "0"
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def with_interval(estimate, unit="", say=digits):
    if estimate is None:
        return "none"
    text = f"{say(estimate['value'])}{unit}"
    if estimate["low"] is None:
        return f"{text} [no interval: n < 6]"
    return f"{text} [{say(estimate['low'])}{unit}, {say(estimate['high'])}{unit}]"


def ratio(estimate):
    return with_interval(estimate, "x")


def band(low, high):
    if high is None:
        return f"at least {digits(low)}x"
    if low == 0:
        return f"at most {digits(high)}x"
    return f"{digits(low)}x to {digits(high)}x"


def kinds(by_kind, most=4):
    named = [f"{kind} {digits(count)}" for kind, count in list(by_kind.items())[:most]]
    rest = len(by_kind) - most
    return ", ".join(named) + (f", {rest} more" if rest > 0 else "") if named else "none"


def wrapped(text, width_px, font_px):
    """Lines that are at most so wide in DejaVu Sans, whose letters are 0.62 of the size on average."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and len(longer) * font_px * 0.6 > width_px:
            lines.append(line)
            line = word
        else:
            line = longer
    return lines + [line]
