# Holds the calls of a workload against those of the program that it stands for, a unit of work at a time.
"""usage: compare_profiles.py OURS REAL PERCENT [--ignore CLASS,...] [--same A+B,...]

OURS and REAL: "units N unit" and then "class count" a line. Every class that one of them asks for at least
once in 50 units must agree within PERCENT of the greater one. --ignore: classes left out, with a reason where
the test calls this. --same A+B: counted together.
"""
import argparse
import sys


def read(path):
    """Units, and calls a unit by class."""
    counts, units = {}, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            name, count = line.split()[:2]
            if name == "units":
                units = int(count)
            else:
                counts[name] = int(count)
    if not units or not counts:
        sys.exit(f"{path}: no units or no counts")
    return {name: count / units for name, count in counts.items()}


def together(rates, groups):
    for group in groups:
        parts = group.split("+")
        rates[group] = sum(rates.pop(part, 0) for part in parts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ours")
    parser.add_argument("real")
    parser.add_argument("percent", type=float)
    parser.add_argument("--ignore", default="")
    parser.add_argument("--same", default="")
    options = parser.parse_args()
    ours, real = read(options.ours), read(options.real)
    for rates in (ours, real):
        together(rates, [group for group in options.same.split(",") if group])
    ignored = options.ignore.split(",")
    bad = 0
    for name in sorted(set(ours) | set(real)):
        ours_a_unit, real_a_unit = ours.get(name, 0), real.get(name, 0)
        most = max(ours_a_unit, real_a_unit)
        if name in ignored or most < 0.02:
            continue
        off = abs(ours_a_unit - real_a_unit) / most * 100
        verdict = "ok" if off <= options.percent else "DIFFERS"
        bad += verdict != "ok"
        print(f"  {name}: ours {ours_a_unit:.3f}, real {real_a_unit:.3f} a unit, {off:.1f} % {verdict}")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
