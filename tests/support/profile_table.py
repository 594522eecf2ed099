# Makes the table of docs/workload_profiles.md from recorded profiles and those of the workloads.
"""usage: profile_table.py NAME=OURS ...   (names of tests/captured/profiles, files of workload_profiles_test.sh)"""
import os
import sys

import compare_profiles

PROFILES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "captured", "profiles")


def main():
    print("| program | given | calls a unit: program / workload |")
    print("| --- | --- | --- |")
    for argument in sys.argv[1:]:
        name, ours_path = argument.split("=")
        path = os.path.join(PROFILES, name + ".txt")
        with open(path, encoding="utf-8") as lines:
            version, given = (next(lines)[2:].strip() for _ in range(2))
            unit = next(line for line in lines if line.startswith("units")).split()[2]
        ours, real = compare_profiles.read(ours_path), compare_profiles.read(path)
        rates = [f"{kind} {real.get(kind, 0):.2f} / {ours.get(kind, 0):.2f}"
                 for kind in sorted(set(ours) | set(real)) if max(ours.get(kind, 0), real.get(kind, 0)) >= 0.02]
        print(f"| {version} (`{name}`) | {given} | a {unit}: {', '.join(rates)} |")


if __name__ == "__main__":
    main()
