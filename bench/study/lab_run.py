# What one run file of the lab says of each share and workload, block by block.
from intervals import median

# FUSE requests that the guest's kernel sends without letting the program wait: a release goes to the background
# (fuse_file_put in Linux), so it is counted and not waited for.
NOT_WAITED_FOR = ("RELEASE", "RELEASEDIR")
TRIPS = "round_trips."


class LabRun:
    """A run file; workloads are named by their labels, shares by theirs."""

    def __init__(self, run):
        self.run = run
        self.paces_ns = run["plan"]["paces_ns"]
        self.labels = [w["label"] for w in run["plan"]["workloads"]]
        self.shares = [mount["share"]["name"] for mount in run["mounts"]]
        self.paceable = {share: mount["can_pace"] for share, mount in zip(self.shares, run["mounts"])}
        columns = run["plan"]["cells"]
        cells = [dict(zip(columns, row)) for row in zip(*columns.values())]
        left_out = {i for i, block in enumerate(run["blocks"]) if block["invalid"]}
        self.samples = {}
        for i, number in enumerate(run["samples"]["cell"]):
            cell, block = cells[number], run["samples"]["block"][i]
            counts = not run["samples"]["warmup"][i] and run["samples"]["verified"][i] and str(i) not in run["samples"]["failure"]
            if not counts or cell["full_size"] or block < 0 or block in left_out:
                continue
            key = self.shares[cell["mount"]], self.labels[cell["workload"]], cell["pace_ns"]
            self.samples.setdefault(key, {}).setdefault(block, []).append(i)

    def _by_block(self, share, label, pace_ns, value):
        blocks = self.samples.get((share, label, pace_ns), {})
        if not blocks:
            raise SystemExit(f"error: {label} was not measured on {share} at a pace of {pace_ns / 1e6:g} ms")
        return {block: median([value(i) for i in rows]) for block, rows in sorted(blocks.items())}

    def _counter(self, name, i):
        column = self.run["samples"]["counters"].get(name)
        return (column[i] or 0) if column else 0

    def seconds(self, share, label, pace_ns):
        """Of one sample, by block."""
        return self._by_block(share, label, pace_ns, lambda i: self.run["samples"]["elapsed_ns"][i] / 1e9)

    def operations(self, share, label):
        return self._by_block(share, label, 0, lambda i: self.run["samples"]["ops"][i])

    def counter(self, share, label, name, pace_ns=0):
        return self._by_block(share, label, pace_ns, lambda i: self._counter(name, i))

    def kinds(self, share, label):
        """Round trips of one operation by kind, medians over blocks, largest first."""
        ops = self.operations(share, label)
        names = [name for name in self.run["samples"]["counters"] if name.startswith(TRIPS)]
        found = {}
        for name in names:
            counted = self.counter(share, label, name)
            each = median([counted[b] / ops[b] for b in ops])
            if each > 0:
                found[name[len(TRIPS):]] = each
        return dict(sorted(found.items(), key=lambda row: (-row[1], row[0])))

    def waited_trips(self, share, label):
        """Round trips of one operation that a program can wait for, by block: counted, exact."""
        ops = self.operations(share, label)
        counted = self.counter(share, label, "round_trips")
        aside = [self.counter(share, label, TRIPS + kind) for kind in NOT_WAITED_FOR]
        return {b: (counted[b] - sum(kind[b] for kind in aside)) / ops[b] for b in ops}

    def slope_trips(self, share, label):
        """Serial round trips of one operation by block: the slope of time over pace, as it is."""
        low, high = self.paces_ns
        slow, fast, ops = self.seconds(share, label, high), self.seconds(share, label, low), self.operations(share, label)
        return {b: (slow[b] - fast[b]) / ((high - low) / 1e9) / ops[b] for b in slow if b in fast and b in ops}

    def serial_trips(self, share, label):
        """Serial round trips of one operation by block: the slope, at least 0 and at most what was counted, since
        nobody waits for more than were made (an emulated guest reads up to 16 % high, docs/methodology.md, 6). A share
        that cannot be paced has the counted ones, as if none overlapped: at most so many."""
        counted = self.waited_trips(share, label)
        if not self.paceable[share]:
            return counted
        slopes = self.slope_trips(share, label)
        return {b: min(max(slope, 0.0), counted[b]) for b, slope in slopes.items() if b in counted}

    def paced_seconds(self, share, label, pace_ns):
        """Seconds of a sample by block, and how they came about: measured, predicted, or without round trips."""
        if self.paceable[share]:
            return self.seconds(share, label, pace_ns), "measured"
        unpaced, ops, trips = (self.seconds(share, label, 0), self.operations(share, label), self.serial_trips(share, label))
        if not any(trips.values()):
            return unpaced, "no round trips"
        return {b: unpaced[b] + trips[b] * ops[b] * pace_ns / 1e9 for b in unpaced}, "predicted"
