# Predictions from counts: a program as a mixture of measured operations, and what follows when a share of it, or
# what a round trip or a flush costs, is another. Time is taken to be serial round trips times what one takes.
import math

import mixed_program
from intervals import over_blocks, ratio_over_blocks
from workloads import ALL, EXPORTS, MIXTURES, PIECES, SYNCED

# NFS over another share; virtiofs has counted round trips, as if none overlapped, so its ratio is at least so much.
PAIRS = [("nfs3", "vboxsf"), ("nfs4", "vboxsf"), ("nfs3:actimeo=0", "vboxsf"), ("nfs3", "vboxsf:ttl=5000"), ("nfs3", "virtiofs")]
LOOKUPS = {"hit": 0.5, "miss": 0.5}
MIXED = [  # what varies, the operation whose share of all operations grows, the rest
    ("lookup misses", "miss", {"hit": 1.0}),
    ("reads", "read", {"replace": 1.0}),
    ("synced small writes", "append", LOOKUPS),
]
STEPS = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
ACTIMEO_PROGRAMS = ["hit", "PHP autoload", "fat jar, unzipped", "untar"]
ACCESSES = [0, 0.1, 0.3, 1, 3, 10, 30, 100]
COST_PROGRAMS = ["sequential read", "PHP autoload", "fat jar, unzipped", "untar", "append"]
COST_RATIOS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
FLUSH_TRIPS = [0, 0.1, 0.3, 1, 3, 10, 30, 100]


class Trips:
    """Serial round trips of one operation, by share, workload and block."""

    def __init__(self, lab):
        self.lab, self.known = lab, {}

    def of(self, share, name):
        if (share, name) not in self.known:
            self.known[share, name] = self.lab.serial_trips(share, ALL[name])
        return self.known[share, name]

    def mixed(self, share, weights):
        """Of one operation of a mixture, by block; weights add up to 1."""
        parts = [(weight, self.of(share, name)) for name, weight in weights.items()]
        return {b: sum(weight * trips[b] for weight, trips in parts) for b in parts[0][1] if all(b in t for _, t in parts)}


def row(panel, x, line, estimate, **more):
    return {"panel": panel, "x": x, "line": line, **estimate, **more} if estimate else None


def mixtures(trips):
    for panel, growing, rest in MIXED:
        for nfs, other in PAIRS:
            for percent in STEPS:
                share = percent / 100
                weights = {growing: share, **{name: (1 - share) * part for name, part in rest.items()}}
                ratio = ratio_over_blocks(trips.mixed(nfs, weights), trips.mixed(other, weights))
                yield row(panel, percent, f"{nfs} / {other}", ratio)


def actimeo(trips):
    """A file is asked about `x` times, at random, while attributes would be trusted: one of 1 + x asks the server, for
    after each answer the rest of that time is free (renewals). The ends are measured: never and, nearly, always."""
    for name in ACTIMEO_PROGRAMS:
        trusted, never, other = trips.of("nfs3", name), trips.of("nfs3:actimeo=0", name), trips.of("vboxsf", name)
        for x in ACCESSES:
            between = {b: trusted[b] + (never[b] - trusted[b]) / (1 + x) for b in trusted if b in never}
            yield row("actimeo", x, name, ratio_over_blocks(between, other))


def costs(trips):
    for name in COST_PROGRAMS:
        nfs, other = trips.of("nfs3", name), trips.of("vboxsf", name)
        for x in COST_RATIOS:
            yield row("cost of a round trip", x, name, ratio_over_blocks({b: nfs[b] * x for b in nfs}, other))


def flushes(trips, counted):
    """`x` is what a flush of the host's disk takes, in round trips: as many are added as were counted for that share."""
    for name in SYNCED:
        for x in FLUSH_TRIPS:

            def flushed(share):
                each = counted[share][name]["flushes_per_operation"]
                return {b: serial + each * x for b, serial in trips.of(share, name).items()}

            for export, share in EXPORTS.items():
                yield row("flushes", x, name, ratio_over_blocks(flushed(share), flushed("vboxsf")), export=export)


def all_sweeps(lab, exports, counted):
    trips = Trips(lab)
    rows = [*mixtures(trips), *actimeo(trips), *costs(trips), *flushes(Trips(exports), counted)]
    return [found for found in rows if found]


def break_even(rows):
    """Where each line crosses 1, by straight lines between its points in logarithms of the ratio; None: nowhere."""
    lines = {}
    for found in rows:
        lines.setdefault((found["panel"], found["line"], found.get("export", "")), []).append((found["x"], found["value"]))
    crossings = []
    for (panel, line, export), points in lines.items():
        logs = [(x, math.log(value)) for x, value in sorted(points)]
        at = None
        for (x0, y0), (x1, y1) in zip(logs, logs[1:]):
            if y0 == 0 or (y0 < 0) != (y1 < 0):
                at = x0 if y0 == 0 else x0 + (x1 - x0) * y0 / (y0 - y1)
                break
        crossings.append({"panel": panel, "line": line, "export": export, "at": at,
                          "first": math.exp(logs[0][1]), "last": math.exp(logs[-1][1])})
    return crossings


def made_of(lab, name, share):
    """How many of each piece a sample of a measured mixture is made of, by block."""
    if name == "a mixed program":
        return {b: mixed_program.COUNTS for b in lab.operations(share, ALL[name])}
    hits, misses = (lab.counter(share, ALL[name], counter) for counter in ("hit_count", "miss_count"))
    return {b: {"hit": hits[b], "miss": misses[b]} for b in hits}


def summed(made, each):
    """Of a whole sample, by block, where all its pieces were measured."""
    return {b: sum(count * each[piece][b] for piece, count in counts.items())
            for b, counts in made.items() if all(b in each[piece] for piece in counts)}


def validation(lab):
    """Round trips of the measured mixtures, serial and counted, predicted from pieces beside the measured ones."""
    trips = Trips(lab)
    rows = []
    for name in MIXTURES:
        for share in (share for share in lab.shares if share != "disk"):
            made, ops = made_of(lab, name, share), lab.operations(share, ALL[name])
            row_ = {"mixture": name, "share": share, "measured_by": "slope" if lab.paceable[share] else "count"}
            for kind, of in (("", trips.of), ("counted_", lambda share, name: lab.waited_trips(share, ALL[name]))):
                predicted = summed(made, {piece: of(share, piece) for piece in PIECES})
                measured = {b: value * ops[b] for b, value in of(share, name).items() if b in predicted}
                row_[f"{kind}predicted"] = over_blocks(predicted[b] for b in measured)
                row_[f"{kind}measured"] = over_blocks(measured.values())
                row_[f"{kind}difference"] = over_blocks(predicted[b] - measured[b] for b in measured)
            rows.append(row_)
    return rows


def overview(lab):
    """Serial round trips of NFS over those of another share, for every workload; None where either waits for none."""
    trips = Trips(lab)
    return [{"name": name, "pair": f"{nfs} / {other}", "ratio": ratio_over_blocks(trips.of(nfs, name), trips.of(other, name)),
             "each": [over_blocks(trips.of(share, name).values())["value"] for share in (nfs, other)]}
            for name in ALL for nfs, other in PAIRS]


def pieces(lab):
    """Serial round trips of one operation, and the counted ones, for every share and workload."""
    rows = []
    for name, label in ALL.items():
        for share in lab.shares if label in lab.labels else []:
            counted = lab.waited_trips(share, label)
            slopes = lab.slope_trips(share, label) if lab.paceable[share] else None
            rows.append({"name": name, "workload": label, "share": share, "is_piece": name in PIECES,
                         "serial": over_blocks(lab.serial_trips(share, label).values()),
                         "counted": over_blocks(counted.values()), "slope": over_blocks(slopes.values()) if slopes else None,
                         "kinds": lab.kinds(share, label)})
    return rows
