# The tables that the replay benches print.
import statistics


def spread(values):
    return f"{statistics.median(values):.3f} [{min(values):.3f}, {max(values):.3f}]"


def print_head():
    print("| program | share | n | real s: median [min, max] | replay s | replay / real of a round | error |")
    print("| --- | --- | --- | --- | --- | --- | --- |")


def print_row(program, share, real, replays):
    """The error is that of the median round: the two runs of a round follow each other, so what else the machine
    does meets both. Returned as a fraction."""
    ratios = [replay / real for replay, real in zip(replays, real)]
    error = abs(statistics.median(ratios) - 1)
    print(f"| {program} | {share} | {len(real)} | {spread(real)} | {spread(replays)} | {spread(ratios)} | "
          f"{100 * error:.1f} % |", flush=True)
    for label, values in (("real", real), ("replay", replays)):
        print(f"#   {label}: " + " ".join(f"{value:.3f}" for value in values), flush=True)
    return error


def print_mean(errors):
    print(f"mean error {100 * statistics.mean(errors):.1f} % over {len(errors)} pairs (ARTC: 10.6 %); "
          f"median {100 * statistics.median(errors):.1f} %, largest {100 * max(errors):.1f} %")
